import { ContactDuty } from "../../generated/graphql";

/** The duties of a unit that nobody at work is named for, in the order of the schema. */
export function missingDuties(contacts: readonly { duty: ContactDuty }[]): ContactDuty[] {
  return Object.values(ContactDuty).filter(
    (duty) => !contacts.some((contact) => contact.duty === duty),
  );
}
