package sesevents.sql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads the one statement of a tables/ file, whose clauses stand in the order of Athena's DDL. */
final class DdlParser {
    // A comment, a quoted text, a quoted name, a word, or any other sign.
    private static final Pattern TOKEN = Pattern.compile("--[^\\n]*|'[^']*'|`[^`]*`|[\\w.]+|\\S");

    private final String ddl;
    private final List<MatchResult> tokens;
    private int next;

    DdlParser(String ddl) {
        this.ddl = ddl;
        this.tokens =
                TOKEN.matcher(ddl)
                        .results()
                        .filter(token -> !token.group().startsWith("--"))
                        .toList();
    }

    Table table() {
        return tokens.size() > 1 && tokens.get(1).group().equalsIgnoreCase("table")
                ? icebergTable()
                : hiveTable();
    }

    HiveTable hiveTable() {
        expect("create external table");
        String name = identifier();
        List<HiveTable.Column> columns = columns();
        String comment = comment();
        List<HiveTable.Column> partitionKeys = accept("partitioned by") ? columns() : List.of();
        expect("row format serde");
        String serde = text();
        Map<String, String> serdeProperties =
                accept("with serdeproperties") ? properties() : Map.of();
        expect("stored as inputformat");
        String inputFormat = text();
        expect("outputformat");
        String outputFormat = text();
        expect("location");
        String location = text();
        Map<String, String> properties = accept("tblproperties") ? properties() : Map.of();
        end();
        return new HiveTable(
                name,
                comment,
                columns,
                partitionKeys,
                serde,
                serdeProperties,
                inputFormat,
                outputFormat,
                location,
                properties);
    }

    IcebergTable icebergTable() {
        expect("create table");
        String name = identifier();
        List<HiveTable.Column> columns = columns();
        List<IcebergTable.Partition> partitions =
                accept("partitioned by") ? list("(", this::partition, ")") : List.of();
        expect("location");
        String location = text();
        expect("tblproperties");
        Map<String, String> properties = properties();
        end();
        return new IcebergTable(
                name, Header.of(ddl).question(), columns, partitions, location, properties);
    }

    private void end() {
        accept(";");
        if (next < tokens.size()) {
            throw unexpected("the end");
        }
    }

    private <T> List<T> list(String open, Supplier<T> item, String close) {
        List<T> items = new ArrayList<>();
        expect(open);
        do {
            items.add(item.get());
        } while (accept(","));
        expect(close);
        return items;
    }

    /** A partition such as {@code country}, {@code month(day)} or {@code bucket(16, recipient)}. */
    private IcebergTable.Partition partition() {
        String word = identifier();
        if (!accept("(")) {
            return new IcebergTable.Partition(word, "identity");
        }
        String argument = identifier();
        String column = accept(",") ? identifier() : argument;
        expect(")");
        String transform = column.equals(argument) ? word : word + "[" + argument + "]";
        return new IcebergTable.Partition(column, transform);
    }

    private List<HiveTable.Column> columns() {
        return list("(", () -> new HiveTable.Column(identifier(), type(), comment()), ")");
    }

    /** A type without the comments on the fields of structs, which Glue's types do not have. */
    private String type() {
        String word = identifier();
        if (!peek().equals("<")) {
            return word;
        }
        List<String> parts = list("<", word.equals("struct") ? this::field : this::type, ">");
        return word + "<" + String.join(",", parts) + ">";
    }

    private String field() {
        String name = identifier();
        expect(":");
        String type = type();
        comment();
        return name + ":" + type;
    }

    private String comment() {
        return accept("comment") ? text() : "";
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        list("(", () -> properties.put(text(), equalTo()), ")");
        return properties;
    }

    private String equalTo() {
        expect("=");
        return text();
    }

    private String identifier() {
        String token = peek();
        if (!token.matches("`[^`]+`|\\w+")) {
            throw unexpected("a name");
        }
        next++;
        return token.replace("`", "").toLowerCase(Locale.ROOT);
    }

    private String text() {
        String token = peek();
        if (!token.matches("(?s)'.*'")) {
            throw unexpected("a text in single quotes");
        }
        next++;
        return token.substring(1, token.length() - 1);
    }

    private void expect(String words) {
        for (String word : words.split(" ")) {
            if (!accept(word)) {
                throw unexpected(word);
            }
        }
    }

    private boolean accept(String words) {
        String[] wanted = words.split(" ");
        for (int i = 0; i < wanted.length; i++) {
            if (next + i >= tokens.size()
                    || !tokens.get(next + i).group().equalsIgnoreCase(wanted[i])) {
                return false;
            }
        }
        next += wanted.length;
        return true;
    }

    private String peek() {
        return next < tokens.size() ? tokens.get(next).group() : "the end";
    }

    private IllegalArgumentException unexpected(String wanted) {
        int at = next < tokens.size() ? tokens.get(next).start() : ddl.stripTrailing().length();
        long line = 1 + ddl.substring(0, at).chars().filter(sign -> sign == '\n').count();
        return new IllegalArgumentException(
                "line %d: %s where %s should be".formatted(line, peek(), wanted));
    }
}
