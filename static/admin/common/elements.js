/* Creates and asks about elements of the page. */

/** An element with these properties, and these attributes where an element has no property of that name. */
export function newElement(tag, properties = {}, attributes = {}) {
  const element = Object.assign(document.createElement(tag), properties);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/** Whether it takes room on the page: no style and no closed fold hides it. */
export function isVisible(element) {
  return element.offsetParent !== null;
}
