package io.gluethread.playground.glue.s3;

import io.gluethread.playground.glue.wire.AwsError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** The XML document in a request. */
final class XmlBody {
    private final Document document;

    private XmlBody(Document document) {
        this.document = document;
    }

    /**
     * @throws AwsError {@code MalformedXML}; also for a document type, which may name files of this machine
     */
    static XmlBody read(byte[] body) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setNamespaceAware(true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Thrown());
            return new XmlBody(builder.parse(new ByteArrayInputStream(body)));
        } catch (SAXException e) {
            throw new AwsError(
                    400,
                    "MalformedXML",
                    "The XML you provided was not well-formed or did not validate against our published schema");
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("every JDK has an XML parser", e);
        }
    }

    /** The text of the first element of a name. */
    Optional<String> text(String name) {
        NodeList found = document.getElementsByTagNameNS("*", name);
        return found.getLength() == 0 ? Optional.empty() : Optional.of(text(found.item(0)));
    }

    /** The children's texts by name, for every element of a name. */
    List<Map<String, String>> records(String name) {
        List<Map<String, String>> records = new ArrayList<>();
        NodeList found = document.getElementsByTagNameNS("*", name);
        for (int i = 0; i < found.getLength(); i++) {
            Map<String, String> record = new HashMap<>();
            NodeList children = found.item(i).getChildNodes();
            for (int j = 0; j < children.getLength(); j++) {
                if (children.item(j) instanceof Element child) {
                    record.put(String.valueOf(child.getLocalName()), text(child));
                }
            }
            records.add(record);
        }
        return records;
    }

    private static String text(Node node) {
        String content = node.getTextContent();
        return content == null ? "" : content;
    }

    /** The parser's own would print to the console. */
    private static final class Thrown implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) {}

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
