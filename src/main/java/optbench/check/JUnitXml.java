package optbench.check;

import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import optbench.text.OneLine;

/**
 * A check as a JUnit report, a test for each optimizer: a failure where it regressed or the
 * baseline is stale, an error where it could not be compared, skipped where it is new or could not
 * be told.
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

  /** One test, whatever it is about. */
  private record Case(String name, GateOutcome finding, String message) {}

  private static void suite(XMLStreamWriter xml, CheckReport report) throws XMLStreamException {
    List<Case> cases = cases(report);
    xml.writeStartElement("testsuite");
    attribute(xml, "name", "optbench check " + report.baseline());
    attribute(xml, "tests", String.valueOf(cases.size()));
    attribute(xml, "failures", count(cases, GateOutcome.REGRESSED, GateOutcome.BETTER));
    attribute(xml, "errors", count(cases, GateOutcome.NOT_COMPARED));
    attribute(xml, "skipped", count(cases, GateOutcome.NEW, GateOutcome.UNCLEAR));
    attribute(xml, "time", "0");
    for (Case test : cases) {
      start(xml, report, test.name());
      outcome(xml, test.finding(), test.message());
      end(xml);
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
  }

  private static List<Case> cases(CheckReport report) {
    return Stream.concat(
            report.optimizers().stream()
                .map(c -> new Case(c.label(), c.finding(), CheckReport.text(c))),
            report.timing().stream()
                .flatMap(timing -> timing.optimizers().stream())
                .map(c -> new Case(c.label() + ", time a step", c.finding(), c.text())))
        .toList();
  }

  private static String count(List<Case> cases, GateOutcome... findings) {
    return Long.toString(
        cases.stream().filter(c -> List.of(findings).contains(c.finding())).count());
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

  private static void outcome(XMLStreamWriter xml, GateOutcome finding, String message)
      throws XMLStreamException {
    xml.writeCharacters("\n    ");
    switch (finding) {
      case REGRESSED, BETTER -> problem(xml, "failure", finding, message);
      case NOT_COMPARED -> problem(xml, "error", finding, message);
      case NEW, UNCLEAR -> {
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

  private static void problem(
      XMLStreamWriter xml, String element, GateOutcome finding, String message)
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
