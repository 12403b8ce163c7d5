// How large what is handed in may be; read by pages and by the server.
export const largestFile = 10 * 1024 * 1024;
export const largestMaterial = 25 * 1024 * 1024;
