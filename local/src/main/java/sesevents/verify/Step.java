package sesevents.verify;

import java.util.List;
import java.util.function.Consumer;

/**
 * One action in the account. A person hears its price first and has to agree.
 *
 * @param task what the step does, written to follow "it will"
 * @param undo how to take the effect back
 * @param needs names of steps that must be done before
 */
public record Step(
        String name,
        String task,
        String price,
        String undo,
        List<String> needs,
        Consumer<Findings> action) {}
