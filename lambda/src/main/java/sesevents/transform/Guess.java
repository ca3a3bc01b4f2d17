package sesevents.transform;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;

/**
 * The name that most likely comes next in a struct: the one that came there first. SES writes its
 * events alike, and to compare bytes costs far less than to read a name and look it up. A wrong
 * guess costs time alone.
 */
final class Guess {
    /** A declared name as events spell it. */
    record Name(SerializableString spelling, Field field) {}

    private volatile Name name;

    /** Null before anything came. */
    Name name() {
        return name;
    }

    void learn(String spelling, Field field) {
        if (name == null && field != null) {
            name = new Name(new SerializedString(spelling), field);
        }
    }
}
