package sesevents.cli;

import sesevents.engine.Database;
import sesevents.questions.Questions;

/** An open database, and the questions that can be asked of it. */
record Asking(Database database, Questions questions) implements AutoCloseable {
    @Override
    public void close() {
        database.close();
    }
}
