package sesevents.transform;

import java.util.ArrayList;
import java.util.List;

/** Cuts the members that this function writes itself out of an event. */
final class EventBody {
    private final byte[] bytes;
    private final int start;
    private final int end;
    private final List<Member> members = new ArrayList<>();

    /** A top-level name, by the place of its opening quote, and what the table knows of it. */
    private record Member(int nameStart, Field field) {}

    /**
     * @param event a JSON object, from its opening to its closing brace
     */
    EventBody(Slice event) {
        bytes = event.bytes();
        start = event.from();
        end = event.to();
    }

    /** Takes the members in the order in which they stand in the event. */
    void add(int nameStart, Field field) {
        members.add(new Member(nameStart, field));
    }

    /**
     * The event as one line of JSON without derived columns: a part of its own bytes where there is
     * nothing to cut.
     *
     * @param cutsType whether {@code eventType} is to be cut as well
     */
    Slice cut(boolean cutsType, boolean isOneLine) {
        boolean isWhole = members.stream().noneMatch(member -> isCut(member, cutsType));
        if (isOneLine && isWhole) {
            return new Slice(bytes, start, end);
        }
        Bytes body = new Bytes(end - start).add('{');
        for (int i = 0; i < members.size(); i++) {
            if (!isCut(members.get(i), cutsType)) {
                if (body.length() > 1) {
                    body.add(',');
                }
                body.add(bytes, memberStart(i), memberStart(i + 1) - 1);
            }
        }
        byte[] json = body.add('}').toByteArray();
        joinLines(json);
        return new Slice(json, 0, json.length);
    }

    private static boolean isCut(Member member, boolean cutsType) {
        return member.field.kind() == Field.Kind.DERIVED
                || cutsType && member.field.role() == Role.EVENT_TYPE;
    }

    /** The byte after the brace or comma that precedes a member, so that its blanks are its own. */
    private int memberStart(int i) {
        if (i == 0) {
            return start + 1;
        }
        if (i == members.size()) {
            return end;
        }
        int comma = members.get(i).nameStart - 1;
        while (bytes[comma] != ',') {
            comma--;
        }
        return comma + 1;
    }

    /** JSON allows line ends only between tokens, where they mean no more than blanks. */
    private static void joinLines(byte[] json) {
        for (int i = 0; i < json.length; i++) {
            if (json[i] == '\n' || json[i] == '\r') {
                json[i] = ' ';
            }
        }
    }
}
