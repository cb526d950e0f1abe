/** What is used of `sax`, which has no types of its own. */
declare module 'sax' {
  type Lecteur = {
    onopentag: (t: { name: string; attributes: Record<string, string> }) => void
    onclosetag: (nom: string) => void
    ontext: (texte: string) => void
    oncdata: (texte: string) => void
    onerror: (e: Error) => void
    error: Error | null
    write(texte: string): Lecteur
    close(): Lecteur
  }
  const sax: { parser(strict: boolean, options?: { strictEntities?: boolean; position?: boolean; lowercase?: boolean }): Lecteur }
  export default sax
}
