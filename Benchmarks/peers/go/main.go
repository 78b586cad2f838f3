// A worker as a Go team would write it first: takes login codes from RabbitMQ, renders a text, sends it, acknowledges.
package main

import (
	"encoding/json"
	"log"
	"os"
	"os/signal"
	"strconv"
	"sync"
	"syscall"

	amqp "github.com/rabbitmq/amqp091-go"
)

// Job is what the backend publishes, as far as this worker looks at it.
type Job struct {
	ID        string `json:"id"`
	Account   string `json:"account"`
	ExpiresAt string `json:"expires_at"`
	Channel   string `json:"channel"`
	Code      string `json:"code"`
	Sequence  int    `json:"sequence"`
	Recipient struct {
		Phone string `json:"phone"`
		Email string `json:"email"`
		Name  string `json:"name"`
	} `json:"recipient"`
}

// Sender takes one message to where it belongs.
type Sender interface {
	Send(job *Job, message *Message) error
}

func main() {
	inFlight, err := strconv.Atoi(os.Getenv("IN_FLIGHT"))
	must(err)
	senders := map[string]Sender{"sms": NewGateway(os.Getenv("GATEWAY_URL"), inFlight)}
	if relay := os.Getenv("RELAY"); relay != "" {
		senders["email"] = NewRelay(relay, inFlight)
	}

	connection, err := amqp.Dial(os.Getenv("AMQP_URL"))
	must(err)
	channel, err := connection.Channel()
	must(err)
	must(channel.Qos(2*inFlight, 0, false))
	deliveries, err := channel.Consume("codebode.send_code", "worker", false, false, false, false, nil)
	must(err)
	tell := func(*Job) error { return nil }
	if os.Getenv("OUTCOMES") != "" {
		tell = outcomes(os.Getenv("AMQP_URL"))
	}

	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM, os.Interrupt)
	go func() {
		<-stop
		must(channel.Cancel("worker", false))
	}()
	var workers sync.WaitGroup
	for i := 0; i < inFlight; i++ {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for delivery := range deliveries {
				if err := handle(delivery, senders, tell); err != nil {
					log.Print(err)
					must(delivery.Nack(false, true))
				}
			}
		}()
	}
	workers.Wait()
	must(connection.Close())
}

func handle(delivery amqp.Delivery, senders map[string]Sender, tell func(*Job) error) error {
	var job Job
	if err := json.Unmarshal(delivery.Body, &job); err != nil {
		return err
	}
	message, err := Render(&job)
	if err != nil {
		return err
	}
	if err := senders[job.Channel].Send(&job, message); err != nil {
		return err
	}
	if err := tell(&job); err != nil {
		return err
	}
	return delivery.Ack(false)
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
