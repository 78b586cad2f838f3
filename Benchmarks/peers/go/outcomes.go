package main

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
)

// outcomes returns what tells the backend that a message was sent: published, and confirmed by the broker.
func outcomes(url string) func(*Job) error {
	connection, err := amqp.Dial(url)
	must(err)
	channel, err := connection.Channel()
	must(err)
	must(channel.Confirm(false))
	return func(job *Job) error {
		body, err := json.Marshal(map[string]any{
			"specversion": "1.0", "id": job.ID + ".sent", "source": "worker", "type": "codebode.sent", "subject": job.ID,
			"time": time.Now().Format(time.RFC3339Nano), "datacontenttype": "application/json",
			"data": map[string]any{
				"job": job.ID, "account": job.Account, "kind": "send_code", "purpose": "login", "channel": job.Channel,
				"attempts": 1,
			},
		})
		if err != nil {
			return err
		}
		confirm, err := channel.PublishWithDeferredConfirmWithContext(
			context.Background(), "codebode.outcomes", "send_code.sent", false, false, amqp.Publishing{
				ContentType: "application/cloudevents+json", DeliveryMode: amqp.Persistent, Body: body,
			})
		if err != nil {
			return err
		}
		if !confirm.Wait() {
			return errors.New("the outcome was not confirmed")
		}
		return nil
	}
}
