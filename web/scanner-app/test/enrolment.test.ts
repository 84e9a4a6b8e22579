import { expect, it } from "vitest";
import { enrolmentIn } from "../src/enrolment";

it("finds what the organiser's link says", () => {
  const address = "https://gate.example/app/#enrol?event=open+air&device=n%C3%B6rd-1&code=K3QZ-7M2P";
  expect(enrolmentIn(address)).toEqual({ eventId: "open air", deviceId: "nörd-1", code: "K3QZ-7M2P" });
});

it.each(["", "TICKET-1", "https://gate.example/app/", "#enrol?event=open-air&device=n-1", "#enrol?"])("finds none in %j", (text) => {
  expect(enrolmentIn(text)).toBeUndefined();
});
