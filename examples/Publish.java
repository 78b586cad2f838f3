// Publishes one login code and waits for its outcome. Needs com.rabbitmq:amqp-client (Debian: librabbitmq-client-java
// and libslf4j-java): java -cp '/usr/share/java/*' Publish.java
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Address;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ListAddressResolver;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

public class Publish {
    public static void main(String[] arguments) throws Exception {
        var id = UUID.randomUUID().toString();
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var code = String.format("%06d", new SecureRandom().nextInt(1_000_000));
        var job = """
            {"version": 1, "id": "%s", "kind": "send_code", "account": "patient-1001", "purpose": "login",
             "issued_at": "%s", "expires_at": "%s",
             "recipient": {"phone": "+31612345678", "email": "jan.jansen@example.org"}, "code": "%s"}
            """.formatted(id, now, now.plus(10, ChronoUnit.MINUTES), code);

        var factory = new ConnectionFactory();
        factory.setUri(System.getenv().getOrDefault("AMQP_URL", "amqp://guest:guest@127.0.0.1:5672/%2F"));
        if (factory.isSSL()) { // by itself the library would trust every certificate
            factory.useSslProtocol(SSLContext.getDefault());
            factory.setSocketConfigurator(socket -> {
                var parameters = ((SSLSocket) socket).getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                ((SSLSocket) socket).setSSLParameters(parameters);
            });
        }
        // Found by its name, which stands in its certificate; by itself the library would ask for an address.
        var broker = new ListAddressResolver(List.of(new Address(factory.getHost(), factory.getPort())));
        try (Connection connection = factory.newConnection(broker)) {
            var channel = connection.createChannel();
            channel.confirmSelect();
            var replyTo = channel.queueDeclare().getQueue(); // exclusive, gone with the connection
            BlockingQueue<String> outcomes = new LinkedBlockingQueue<>();
            channel.basicConsume(replyTo, true, new DefaultConsumer(channel) {
                @Override
                public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties reply, byte[] body) {
                    if (id.equals(reply.getCorrelationId())) {
                        outcomes.add(new String(body, StandardCharsets.UTF_8));
                    }
                }
            });

            var returned = new AtomicBoolean();
            channel.addReturnListener((reply, text, exchange, key, headers, body) -> returned.set(true));
            var properties = new AMQP.BasicProperties.Builder()
                .contentType("application/json")
                .deliveryMode(2) // persistent
                .messageId(id)
                .replyTo(replyTo)
                .correlationId(id)
                .build();
            channel.basicPublish("codebode.jobs", "send_code", true, properties, job.getBytes(StandardCharsets.UTF_8));
            if (!channel.waitForConfirms(30_000)) {
                fail("the broker did not take the job: publish it again, with the same id");
            }
            if (returned.get()) {
                fail("no queue takes this kind of job: is the topology declared?");
            }

            var outcome = outcomes.poll(30, TimeUnit.SECONDS);
            if (outcome == null) {
                fail("no outcome within 30 s; it still comes to the exchange codebode.outcomes");
            }
            System.out.println(outcome);
        }
    }

    private static void fail(String why) {
        System.err.println(why);
        System.exit(1);
    }
}
