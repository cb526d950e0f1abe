import type { HonoRequest } from 'hono'
import { createMiddleware } from 'hono/factory'
import { HTTPException } from 'hono/http-exception'
import type { Env } from './http.ts'
import { frontiereDe } from './lib/frontiere.ts'
import { uneFois } from './lib/une-fois.ts'

/** More than the largest of our forms: every line of every table of a dossier, every dossier of a list ticked. */
const CHAMPS_MAX = 10_000
const NOM_MAX = 300
/** Forms that may bring a file have a few fields. */
const PARTIES_MAX = 1000
/** Some hundred pages. Each form says less of its own fields, beside them; this is what none goes beyond. */
export const TEXTE_MAX = 200_000
/** Fields that hold a whole file, the call of an administrator or the table just read: they have bounds of their own. */
const FICHIERS = new Set(['source', 'donnees'])
const JSON_MAX = 100_000
const ENTETE_MAX = 4000
const FIN_ENTETE = '\r\n\r\n'

/** A text longer than any form takes: whoever wrote it gets it back. */
export class TexteTropLong extends Error {
  readonly texte: string
  constructor(texte: string) {
    super('text too long')
    this.texte = texte
  }
}

/**
 * The one door of every form and of every JSON body: what is sent is measured on its bytes, once and in a line, before anything is made of it. A body is still
 * read only when its route asks for it. Forms with large files come in by `recevoirFormulaire`, with bounds of its own.
 */
export const corpsBornes = createMiddleware<Env>(async (c, next) => {
  const { method } = c.req
  if (method !== 'GET' && method !== 'HEAD') borner(c.req)
  await next()
})

function borner(req: HonoRequest) {
  const type = req.header('content-type') ?? ''
  const octets = req.arrayBuffer.bind(req)
  const lire = uneFois(async () => {
    const recu = Buffer.from(await octets())
    mesurer(type, recu)
    return recu
  })
  req.arrayBuffer = async () => Uint8Array.from(await lire()).buffer
  req.text = async () => (await lire()).toString()
  req.json = async () => JSON.parse((await lire()).toString())
  // `parseBody` reads through `arrayBuffer`
  req.formData = async () => new Response(await req.arrayBuffer(), { headers: { 'content-type': type } }).formData()
}

function mesurer(type: string, recu: Buffer) {
  const genre = type.split(';', 1)[0]!.trim().toLowerCase()
  if (genre === 'application/x-www-form-urlencoded') return mesurerChamps(recu)
  if (genre === 'multipart/form-data') return mesurerParties(recu, frontiereDe(type))
  if (genre === 'application/json' && recu.length > JSON_MAX) throw new HTTPException(413)
}

const [ET, EGAL, POURCENT] = [0x26, 0x3d, 0x25]

function mesurerChamps(recu: Buffer) {
  let champs = 0
  for (let debut = 0; debut < recu.length; ) {
    if (++champs > CHAMPS_MAX) throw new HTTPException(413)
    const et = recu.indexOf(ET, debut)
    const fin = et < 0 ? recu.length : et
    const champ = recu.subarray(debut, fin)
    const egal = champ.indexOf(EGAL)
    const nom = egal < 0 ? champ.length : egal
    if (nom > NOM_MAX) throw new HTTPException(413)
    if (champ.length - nom > TEXTE_MAX && !FICHIERS.has(champ.toString('latin1', 0, nom)) && caracteres(champ, nom + 1) > TEXTE_MAX)
      throw new TexteTropLong(new URLSearchParams(champ.toString()).values().next().value ?? '')
    debut = fin + 1
  }
}

/** The value of a hexadecimal digit, by its byte; -1 of any other. */
const CHIFFRES = Int8Array.from({ length: 256 }, (_, o) => '0123456789abcdef'.indexOf(String.fromCharCode(o).toLowerCase()))

/** How many characters these bytes write: « %C3%A9 » is one. */
function caracteres(champ: Buffer, debut: number) {
  let n = 0
  for (let i = debut; i < champ.length; i++) {
    let octet = champ[i]!
    const [haut, bas] = octet === POURCENT ? [CHIFFRES[champ[i + 1] ?? 0]!, CHIFFRES[champ[i + 2] ?? 0]!] : [-1, -1]
    if (haut >= 0 && bas >= 0) {
      octet = haut * 16 + bas
      i += 2
    }
    if ((octet & 0xc0) !== 0x80) n++
  }
  return n
}

function mesurerParties(recu: Buffer, frontiere: string | undefined) {
  if (!frontiere) throw new HTTPException(400)
  const trait = Buffer.from(`--${frontiere}`)
  let parties = 0
  for (let debut = recu.indexOf(trait); debut >= 0; ) {
    if (++parties > PARTIES_MAX) throw new HTTPException(413)
    const suivant = recu.indexOf(trait, debut + trait.length)
    mesurerPartie(recu.subarray(debut + trait.length, suivant < 0 ? recu.length : suivant))
    debut = suivant
  }
}

function mesurerPartie(partie: Buffer) {
  const fin = partie.subarray(0, ENTETE_MAX).indexOf(FIN_ENTETE)
  if (fin < 0 && partie.length > ENTETE_MAX) throw new HTTPException(400)
  const entete = partie.toString('latin1', 0, Math.max(fin, 0))
  const nom = /\bname="([^"]*)"/.exec(entete)?.[1] ?? ''
  if (nom.length > NOM_MAX) throw new HTTPException(413)
  if (partie.length <= TEXTE_MAX || FICHIERS.has(nom) || /\bfilename\*?=/i.test(entete)) return
  const texte = partie.toString('utf8', fin + FIN_ENTETE.length)
  if (texte.length > TEXTE_MAX) throw new TexteTropLong(texte)
}
