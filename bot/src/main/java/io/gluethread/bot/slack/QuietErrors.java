package io.gluethread.bot.slack;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Says the status and nothing else: what went wrong inside is nobody's business outside. */
final class QuietErrors extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        response.getHeaders().put("Content-Type", "text/plain;charset=utf-8");
        Content.Sink.write(response, true, HttpStatus.getMessage(response.getStatus()) + "\n", callback);
        return true;
    }
}
