package sesevents.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import sesevents.engine.Rows;

class PrintersTest {
    private static final Rows ROWS =
            new Rows(
                    List.of("id", "sent", "to", "mail"),
                    List.of("bigint", "timestamp(3)", "array(varchar)", "row(\"a\" varchar)"),
                    List.of(
                            Arrays.asList(
                                    7L,
                                    "2026-02-01 10:00:00.000",
                                    Arrays.asList("a@x.org", null),
                                    fields("say \"hi\"\r\nto 🦊")),
                            Arrays.asList(
                                    null, null, List.of(), Collections.singletonMap("a", null)),
                            Arrays.asList(1.5, true, null, "é".repeat(61))));

    @Test
    void alignsTheTableAndCutsLongValues() {
        assertEquals(
                """
                 id  | sent                    | to              | mail
                -----+-------------------------+-----------------+--------------------------------------------------------------
                 7   | 2026-02-01 10:00:00.000 | [a@x.org, null] | {a=say "hi"\\nto 🦊, b=1}
                     |                         | []              | {a=null}
                 1.5 | true                    |                 | %s…
                (3 rows; values are cut after 60 characters, not in csv and json)
                """
                        .formatted("é".repeat(59)),
                printed(out -> new TablePrinter(ROWS).print(out)));
    }

    @Test
    void showsWideRowsOneAfterTheOther() {
        assertEquals(
                """
                -- row 1
                id    7
                sent  2026-02-01 10:00:00.000
                to    [a@x.org, null]
                mail  {a=say "hi"\\nto 🦊, b=1}
                -- row 2
                to    []
                mail  {a=null}
                -- row 3
                id    1.5
                sent  true
                mail  %s
                (3 rows)
                """
                        .formatted("é".repeat(61)),
                printed(out -> RecordPrinter.print(ROWS, out)));
        assertEquals(
                printed(out -> new TablePrinter(ROWS).print(out)).lines().toList().get(1).length(),
                new TablePrinter(ROWS).width());
    }

    @Test
    void countsOneRowInTheSingular() {
        Rows one = new Rows(List.of("_col0"), List.of("bigint"), List.of(List.of(30L)));
        assertEquals(
                """
                 _col0
                -------
                 30
                (1 row)
                """,
                printed(out -> new TablePrinter(one).print(out)));
    }

    @Test
    void printsCsvAsAthenaWritesIt() {
        assertEquals(
                """
                "id","sent","to","mail"
                "7","2026-02-01 10:00:00.000","[a@x.org, null]","{a=say ""hi""\r
                to 🦊, b=1}"
                ,,"[]","{a=null}"
                "1.5","true",,"%s"
                """
                        .formatted("é".repeat(61)),
                printed(out -> CsvPrinter.print(ROWS, out)));
    }

    @Test
    void startsNoFormulaInCsv() {
        Rows rows =
                new Rows(
                        List.of("text", "number"),
                        List.of("varchar", "bigint"),
                        List.of(
                                List.of("=HYPERLINK(\"//x\")", -1L),
                                List.of("+1", -1.5),
                                List.of("-1", 0),
                                List.of("@x", 0),
                                List.of("\t=1", 0),
                                List.of("\r=1", 0),
                                List.of("\n=1", 0),
                                List.of("a=1-2", 0),
                                List.of("", 0)));
        assertEquals(
                """
                "text","number"
                "'=HYPERLINK(""//x"")","-1"
                "'+1","-1.5"
                "'-1","0"
                "'@x","0"
                "'\t=1","0"
                "'\r=1","0"
                "'\n=1","0"
                "a=1-2","0"
                "","0"
                """,
                printed(out -> CsvPrinter.print(rows, out)));
    }

    @Test
    void printsJsonObjectsWithTheirNesting() {
        assertEquals(
                """
                [{"id":7,"sent":"2026-02-01 10:00:00.000","to":["a@x.org",null],"mail":{"a":"say \\"hi\\"\\r\\nto 🦊","b":1}},
                {"id":null,"sent":null,"to":[],"mail":{"a":null}},
                {"id":1.5,"sent":true,"to":null,"mail":"%s"}]
                """
                        .formatted("é".repeat(61)),
                printed(out -> JsonPrinter.print(ROWS, out)));
        assertEquals(
                "[]\n",
                printed(
                        out ->
                                JsonPrinter.print(
                                        new Rows(List.of("a"), List.of("bigint"), List.of()),
                                        out)));
    }

    private static Map<String, Object> fields(String a) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("a", a);
        fields.put("b", 1);
        return fields;
    }

    private static String printed(Consumer<PrintWriter> printer) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        printer.accept(out);
        out.flush();
        return text.toString();
    }
}
