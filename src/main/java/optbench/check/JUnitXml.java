package optbench.check;

import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A check as a JUnit report, a test for each optimizer: a failure where it regressed or the
 * baseline is stale, an error where it could not be compared, skipped where it is new.
 */
public final class JUnitXml {
  private JUnitXml() {}

  /** The document. */
  public static String of(CheckReport report) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      suite(xml, report);
      xml.writeCharacters("\n");
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing to memory", e);
    }
    return text.toString();
  }

  private static void suite(XMLStreamWriter xml, CheckReport report) throws XMLStreamException {
    List<Finding> findings = report.optimizers().stream().map(OptimizerCheck::finding).toList();
    xml.writeStartElement("testsuite");
    attribute(xml, "name", "optbench check " + report.baseline());
    attribute(xml, "tests", String.valueOf(findings.size() + report.notChecked().size()));
    attribute(
        xml, "failures", count(findings, Finding.REGRESSED) + count(findings, Finding.BETTER) + "");
    attribute(
        xml, "errors", count(findings, Finding.NOT_COMPARED) + report.notChecked().size() + "");
    attribute(xml, "skipped", count(findings, Finding.NEW) + "");
    attribute(xml, "time", "0");
    for (OptimizerCheck check : report.optimizers()) {
      start(xml, report, check.label());
      outcome(xml, check.finding(), CheckReport.text(check));
      end(xml);
    }
    for (String rule : report.notChecked()) {
      start(xml, report, "timing");
      outcome(xml, Finding.NOT_COMPARED, rule);
      end(xml);
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
  }

  private static int count(List<Finding> findings, Finding finding) {
    return (int) findings.stream().filter(f -> f == finding).count();
  }

  private static void start(XMLStreamWriter xml, CheckReport report, String name)
      throws XMLStreamException {
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testcase");
    attribute(xml, "classname", "optbench." + report.baseline());
    attribute(xml, "name", name);
    attribute(xml, "time", "0");
  }

  private static void end(XMLStreamWriter xml) throws XMLStreamException {
    xml.writeCharacters("\n  ");
    xml.writeEndElement();
  }

  private static void outcome(XMLStreamWriter xml, Finding finding, String message)
      throws XMLStreamException {
    xml.writeCharacters("\n    ");
    switch (finding) {
      case REGRESSED, BETTER -> problem(xml, "failure", finding, message);
      case NOT_COMPARED -> problem(xml, "error", finding, message);
      case NEW -> {
        xml.writeEmptyElement("skipped");
        attribute(xml, "message", message);
      }
      case OK, IDENTICAL -> {
        xml.writeStartElement("system-out");
        xml.writeCharacters(OneLine.of(message));
        xml.writeEndElement();
      }
    }
  }

  private static void problem(XMLStreamWriter xml, String element, Finding finding, String message)
      throws XMLStreamException {
    xml.writeStartElement(element);
    attribute(xml, "type", finding.word());
    attribute(xml, "message", message);
    xml.writeCharacters(OneLine.of(message));
    xml.writeEndElement();
  }

  /** XML has no way at all to hold most control characters. */
  private static void attribute(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeAttribute(name, OneLine.of(value));
  }
}
