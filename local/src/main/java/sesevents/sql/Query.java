package sesevents.sql;

/** A statement ready for Athena's console, headed by the question it answers. */
public record Query(String name, String question, String text) {
    /** The database that the files of sql/ name; another one takes its place when asked for. */
    public static final String DATABASE = "ses_event_db";

    static Query parse(String name, String sql) {
        String question = Header.of(sql).question();
        if (question.isEmpty()) {
            throw new IllegalArgumentException("line 1: no '-- Question: ...'");
        }
        return new Query(name, question, sql.strip());
    }

    /**
     * The statement as an engine takes it: no semicolon, but comments, so that its errors name our
     * lines.
     */
    public String statement(String database) {
        return textOver(database).strip().replaceFirst(";$", "");
    }

    /** The whole file, header and all, over the given database. */
    public String textOver(String database) {
        return text.replace("\"" + DATABASE + "\"", "\"" + database + "\"");
    }
}
