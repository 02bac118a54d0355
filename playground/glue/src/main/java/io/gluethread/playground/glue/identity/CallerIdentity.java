package io.gluethread.playground.glue.identity;

import io.gluethread.playground.glue.wire.AwsError;
import io.gluethread.playground.glue.wire.HttpAnswer;

/** STS GetCallerIdentity, in the query protocol: a form in, XML out. Everybody is the same role here. */
public final class CallerIdentity {
    private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

    private final String account;

    public CallerIdentity(String account) {
        this.account = account;
    }

    public HttpAnswer answer(String requestId) {
        return HttpAnswer.xml(200, """
                <GetCallerIdentityResponse xmlns="%s">
                  <GetCallerIdentityResult>
                    <Arn>arn:aws:sts::%s:assumed-role/gluethread/playground</Arn>
                    <UserId>AROAGLUETHREADPLAYGR:playground</UserId>
                    <Account>%s</Account>
                  </GetCallerIdentityResult>
                  <ResponseMetadata><RequestId>%s</RequestId></ResponseMetadata>
                </GetCallerIdentityResponse>
                """.formatted(NAMESPACE, account, account, requestId));
    }

    public static HttpAnswer error(AwsError error, String requestId) {
        return HttpAnswer.xml(error.status(), """
                <ErrorResponse xmlns="%s">
                  <Error>
                    <Type>%s</Type>
                    <Code>%s</Code>
                    <Message>%s</Message>
                  </Error>
                  <RequestId>%s</RequestId>
                </ErrorResponse>
                """.formatted(
                        NAMESPACE,
                        error.status() < 500 ? "Sender" : "Receiver",
                        escaped(error.code()),
                        escaped(error.text()),
                        requestId));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
