package sesevents.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The events that SES publishes for a mail to its mailbox simulator. */
final class Simulator {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode request;
    private final String messageId;
    private final Instant sent;
    private final List<byte[]> records = new ArrayList<>();

    private Simulator(JsonNode request, String messageId, Instant sent) {
        this.request = request;
        this.messageId = messageId;
        this.sent = sent.truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * @param request of SendEmail
     */
    static List<byte[]> events(JsonNode request, String messageId, Instant sent) {
        Simulator simulator = new Simulator(request, messageId, sent);
        simulator.publish();
        return simulator.records;
    }

    private void publish() {
        String mailbox = recipients().getFirst().replaceFirst("[+@].*", "");
        event("Send", "send", JSON.createObjectNode());
        switch (mailbox) {
            case "bounce" -> event("Bounce", "bounce", bounce("Permanent", "General"));
            case "suppressionlist" -> event("Bounce", "bounce", bounce("Permanent", "Suppressed"));
            case "ooto" -> {
                event("Delivery", "delivery", delivery());
                event("Bounce", "bounce", bounce("Transient", "General"));
            }
            case "complaint" -> {
                event("Delivery", "delivery", delivery());
                event("Complaint", "complaint", complaint());
            }
            default -> event("Delivery", "delivery", delivery());
        }
    }

    private void event(String type, String name, ObjectNode detail) {
        ObjectNode event = JSON.createObjectNode().put("eventType", type);
        event.set("mail", mail());
        event.set(name, detail);
        records.add((event + "\n").getBytes(UTF_8));
    }

    private ObjectNode mail() {
        ObjectNode mail = JSON.createObjectNode();
        mail.put("timestamp", time(0)).put("messageId", messageId);
        mail.put("source", request.path("FromEmailAddress").asText());
        mail.put("sendingAccountId", "123456789012").put("headersTruncated", false);
        addAll(mail.putArray("destination"), recipients());
        mail.putObject("commonHeaders")
                .put("subject", request.at("/Content/Simple/Subject/Data").asText());
        ObjectNode tags = mail.putObject("tags");
        if (request.has("TenantName")) {
            tags.putArray("ses:tenant-name").add(request.path("TenantName").asText());
        }
        tags.putArray("ses:configuration-set").add(request.path("ConfigurationSetName").asText());
        for (JsonNode tag : request.path("EmailTags")) {
            tags.putArray(tag.path("Name").asText()).add(tag.path("Value").asText());
        }
        return mail;
    }

    private ObjectNode delivery() {
        ObjectNode delivery = JSON.createObjectNode().put("timestamp", time(1));
        addAll(delivery.putArray("recipients"), recipients());
        return delivery.put("smtpResponse", "250 OK");
    }

    private ObjectNode bounce(String type, String subtype) {
        return detailWith("bouncedRecipients")
                .put("bounceType", type)
                .put("bounceSubType", subtype);
    }

    private ObjectNode complaint() {
        return detailWith("complainedRecipients").put("complaintFeedbackType", "abuse");
    }

    private ObjectNode detailWith(String list) {
        ObjectNode detail = JSON.createObjectNode().put("timestamp", time(2));
        for (String recipient : recipients()) {
            detail.withArray(list).addObject().put("emailAddress", recipient);
        }
        return detail;
    }

    private List<String> recipients() {
        return recipients(request);
    }

    /** The addresses in To, Cc and Bcc. */
    static List<String> recipients(JsonNode request) {
        return Stream.of("ToAddresses", "CcAddresses", "BccAddresses")
                .flatMap(kind -> request.path("Destination").path(kind).valueStream())
                .map(JsonNode::asText)
                .toList();
    }

    private String time(int seconds) {
        return sent.plusSeconds(seconds).toString();
    }

    private static void addAll(ArrayNode array, List<String> values) {
        values.forEach(array::add);
    }
}
