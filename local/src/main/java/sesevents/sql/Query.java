package sesevents.sql;

/** A statement for Athena's console, and the question that it answers. */
public record Query(String name, String question, String text) {
    /** The database that the files of sql/ name. */
    public static final String DATABASE = "ses_event_db";

    static Query parse(String name, String sql) {
        String question = Header.of(sql).question();
        if (question.isEmpty()) {
            throw new IllegalArgumentException("line 1: no '-- Question: ...'");
        }
        return new Query(name, question, sql.strip());
    }

    /**
     * The statement without its semicolon; comments stay, so that an engine's errors name the
     * file's lines.
     */
    public String statement(String database) {
        return textOver(database).strip().replaceFirst(";$", "");
    }

    /** The whole file, with another database in place of the usual one. */
    public String textOver(String database) {
        return text.replace("\"" + DATABASE + "\"", "\"" + database + "\"");
    }
}
