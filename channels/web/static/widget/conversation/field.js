/* One line of a form: label, input, and the sentence that says what is wrong. */
import { el } from "../launcher/dom.js";

/** `isRight(text)` judges what was written; without it anything is right and nothing is required. */
export function createField({ name, label, isRight, sentence, ...attributes }) {
  const error = el("p", { class: "wrong", id: `lobby-${name}-error` });
  const input = el("input", { id: `lobby-${name}`, name, required: !!isRight, "aria-describedby": error.id, ...attributes });
  return {
    name,
    input,
    node: el("div", { class: name }, el("label", { for: input.id }, label), input, error),
    get value() {
      return input.value.trim();
    },
    /** Judges, and shows it. */
    check() {
      const right = !isRight || isRight(this.value);
      error.textContent = right ? "" : sentence;
      input.setAttribute("aria-invalid", !right);
      return right;
    },
  };
}
