package sesevents.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import sesevents.firehose.Firehose;

/** SES's API: a sandbox account with one verified domain, and the mailbox simulator. */
final class StandInSes {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final MotoServer moto;
    private final Set<String> broken;
    private final Map<String, Firehose> streams = new HashMap<>();
    private final Set<String> tenants = new HashSet<>();
    private int mails;

    /**
     * @param broken what differs from AWS, as in {@link StandInAccount#breaks}
     */
    StandInSes(MotoServer moto, Set<String> broken) {
        this.moto = moto;
        this.broken = broken;
    }

    /** The stream of each configuration set. */
    Map<String, Firehose> streams() {
        return streams;
    }

    Set<String> tenants() {
        return tenants;
    }

    /** Returns the response's body; it names an error in {@code __type}. */
    ObjectNode answer(String path, byte[] body) throws IOException {
        ObjectNode response = JSON.createObjectNode();
        JsonNode request = JSON.readTree(body);
        String tenant = request.path("TenantName").asText();
        switch (path) {
            case "account" ->
                    response.put("SendingEnabled", true).put("ProductionAccessEnabled", false);
            case "identities/shop.example.com" -> response.put("VerifiedForSendingStatus", true);
            case "outbound-emails" -> response.put("MessageId", send((ObjectNode) request));
            case "tenants" -> {
                if (!tenants.add(tenant)) {
                    response.put("__type", "AlreadyExistsException");
                }
            }
            case "tenants/delete" -> tenants.remove(tenant);
            case "tenants/resources" -> {}
            default -> {
                if (streams.remove(path.replaceFirst("^configuration-sets/", "")) == null) {
                    response.put("__type", "NotFoundException");
                }
            }
        }
        return response;
    }

    private String send(ObjectNode request) {
        String id = "0100019c-%06d".formatted(++mails);
        Firehose stream = streams.get(request.path("ConfigurationSetName").asText());
        Instant now = Instant.now();
        if (broken.contains("TenantTag")) {
            request.remove("TenantName");
        }
        Simulator.events(request, id, now).forEach(event -> stream.put(event, now, ""));
        stream.flush();
        int count = broken.contains("Send") ? Simulator.recipients(request).size() : 1;
        moto.metric("AWS/SES", "Send", Map.of(), now, count);
        return id;
    }
}
