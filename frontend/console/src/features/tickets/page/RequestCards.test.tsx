import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { renderInWorkspace } from "../../../testing/renderInWorkspace";
import { sampleTicket } from "../../../testing/samples";
import { FactsCard } from "./RequestCards";

function category(): string | null | undefined {
  return screen.getByText("事项类别").nextElementSibling?.textContent;
}

test("the category is read by its name", () => {
  renderInWorkspace(<FactsCard ticket={sampleTicket} />);
  expect(category()).toBe("路灯");
});

test("a category without a name is read by its code, and none as a dash", () => {
  const nameless = { ...sampleTicket, categoryName: null };
  const { unmount } = renderInWorkspace(<FactsCard ticket={nameless} />);
  expect(category()).toBe("040203");
  unmount();
  renderInWorkspace(<FactsCard ticket={{ ...nameless, category: "" }} />);
  expect(category()).toBe("—");
});
