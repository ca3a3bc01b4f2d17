package sesevents.verify;

import java.util.List;

/**
 * One thing that is done in the account, after its price is told and a person has agreed.
 *
 * @param task what it does, as "It will ..." goes on
 * @param undo what a person does to take it back
 * @param needs names of steps that must have been done
 */
public record Step(
        String name, String task, String price, String undo, List<String> needs, Action action) {

    /** Does it, and says what it found. */
    interface Action {
        void run(Findings findings);
    }
}
