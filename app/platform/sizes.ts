// How large what is handed in may be; read by pages and by the server.
const mega = 1024 * 1024;
export const largestFile = 10 * mega;
export const largestMaterial = 25 * mega;

/**
 * What one posted form may hold: bytes of text in all, fields, a name's length, how deep names go, numbers in a list; of
 * a form with files also how many, and bytes of everything together. What no form of ours reaches, and what is cheap to refuse.
 */
export const formLimits = {
  text: mega,
  fields: 6000,
  name: 200,
  depth: 6,
  index: 1000,
  files: 60,
  all: 60 * mega,
};
