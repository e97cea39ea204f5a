package org.coroutines4j.release;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** A POM as Maven Central would get it. */
final class PublishedPom {
  private final Document document;

  PublishedPom(Path file) throws Exception {
    document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
  }

  /** The texts of all elements at a path below {@code project}, such as "licenses/license/name". */
  List<String> texts(String path) throws XPathExpressionException {
    NodeList nodes =
        (NodeList)
            XPathFactory.newInstance()
                .newXPath()
                .evaluate("/project/" + path, document, XPathConstants.NODESET);
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> nodes.item(i).getTextContent().strip())
        .toList();
  }
}
