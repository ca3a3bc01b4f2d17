package sesevents.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatementsTest {
    @Test
    void endAtSemicolonsAndNowhereElse() {
        assertEquals(
                parts("select 1", "select 2"), Statements.of("select 1; select 2;").complete());
        for (String whole :
                List.of(
                        "select ';'",
                        "select 'it''s; so'",
                        "select \"a;b\" from t",
                        "select 1 -- one; two\n+ 1",
                        "select 1 /* one;\ntwo; */ + 1",
                        "select '--' || 'a;'",
                        "select 4 / 2 - 1")) {
            assertEquals(new Statements(parts(whole), ""), Statements.of(whole + ";"), whole);
        }
    }

    @Test
    void areUnfinishedWithoutOne() {
        for (String unfinished :
                List.of(
                        "select 1",
                        "select ';",
                        "select 1 -- ;",
                        "select 1 /* ;",
                        "select \"a;",
                        "select 'it''s;")) {
            assertEquals(
                    new Statements(parts("select 0"), unfinished),
                    Statements.of("select 0;\n" + unfinished),
                    unfinished);
        }
    }

    @Test
    void areNoneWhereNothingButCommentsAndBlanksStands() {
        for (String nothing : List.of("", "  \n ", ";", " ; ;; ", "-- select 1;", "/* a; */;")) {
            assertEquals(new Statements(parts(), ""), Statements.of(nothing), nothing);
        }
    }

    @Test
    void keepTheCommentsAtTheirTop() {
        assertEquals(
                parts("-- Question: What?\nselect 1"),
                Statements.of("-- Question: What?\nselect 1; -- done").complete());
    }

    private static List<String> parts(String... statements) {
        return List.of(statements);
    }
}
