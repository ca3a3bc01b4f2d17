package sesevents.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
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
                printed(Format.TABLE, ROWS));
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
                printed(out -> new TablePrinter(ROWS).printRecords(out)));
        assertEquals(
                printed(Format.TABLE, ROWS).lines().toList().get(1).length(),
                new TablePrinter(ROWS).width());
    }

    @Test
    void countsOneRowInTheSingular() {
        Rows one = new Rows(List.of("_col0"), List.of("bigint"), List.of(List.of(30L)));
        assertEquals(" _col0\n-------\n 30\n(1 row)\n", printed(Format.TABLE, one));
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
                printed(Format.CSV, ROWS));
    }

    @Test
    void startsNoFormulaInCsv() {
        Map<String, Object> cells = new LinkedHashMap<>();
        cells.put("=HYPERLINK(\"//x\")", -1L);
        cells.put("+1", -1.5);
        for (String text : List.of("-1", "@x", "\t=1", "\r=1", "\n=1", "a=1-2", "")) {
            cells.put(text, 0);
        }
        List<List<Object>> values = new ArrayList<>();
        cells.forEach((text, number) -> values.add(List.of(text, number)));
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
                printed(
                        Format.CSV,
                        new Rows(List.of("text", "number"), List.of("varchar", "bigint"), values)));
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
                printed(Format.JSON, ROWS));
        assertEquals(
                "[]\n", printed(Format.JSON, new Rows(List.of("a"), List.of("bigint"), List.of())));
    }

    private static Map<String, Object> fields(String a) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("a", a);
        fields.put("b", 1);
        return fields;
    }

    private static String printed(Format format, Rows rows) {
        return printed(out -> format.print(rows, out));
    }

    private static String printed(Consumer<PrintWriter> printer) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        printer.accept(out);
        out.flush();
        return text.toString();
    }
}
