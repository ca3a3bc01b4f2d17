package sesevents.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sesevents.Checkout;

class DictionaryTest {
    private static final Path FOLDER = Checkout.root().resolve("sql");
    private static final SqlTree SQL = new SqlTree(FOLDER);

    @Test
    void explainsEveryColumn() throws IOException {
        String dictionary = Files.readString(FOLDER.resolve("README.md"));
        for (HiveTable table : SQL.tables()) {
            List<String> names =
                    Stream.of(table.columns(), table.partitionKeys())
                            .flatMap(List::stream)
                            .map(HiveTable.Column::name)
                            .toList();
            assertEquals(new TreeSet<>(names), explained(dictionary, table.name()), table.name());
        }
        for (IcebergTable table : SQL.icebergTables()) {
            List<String> names = table.columns().stream().map(HiveTable.Column::name).toList();
            assertEquals(new TreeSet<>(names), explained(dictionary, table.name()), table.name());
        }
        for (View view : SQL.views()) {
            assertEquals(view.comments().keySet(), explained(dictionary, view.name()), view.name());
        }
    }

    @Test
    void listsEveryQueryAndCheckWithItsQuestion() throws IOException {
        String dictionary = Files.readString(FOLDER.resolve("README.md"));
        List<String> wanted =
                Stream.of(SQL.queries(), SQL.checks())
                        .flatMap(List::stream)
                        .map(
                                query ->
                                        query.name()
                                                + ": "
                                                + query.question().replaceAll("\\?.*", "?"))
                        .toList();
        List<String> listed =
                Pattern.compile("- \\[(\\w+)]\\((?:queries|checks)/\\1\\.sql\\): (.*)")
                        .matcher(dictionary)
                        .results()
                        .map(entry -> entry.group(1) + ": " + entry.group(2))
                        .toList();
        assertEquals(wanted, listed);
    }

    /** The names in the first column of the table of columns under an object's heading. */
    private static TreeSet<String> explained(String dictionary, String object) {
        String section = dictionary.split("\n## " + object + "\n")[1].split("\n## ")[0];
        String table = section.split("\\| column \\|")[1].split("\n\n")[0];
        return table.lines()
                .filter(line -> line.startsWith("| `"))
                .flatMap(
                        line -> Pattern.compile("`(\\w+)`").matcher(line.split("\\|")[1]).results())
                .map(MatchResult::group)
                .map(name -> name.replace("`", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
