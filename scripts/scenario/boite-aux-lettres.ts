import { paths } from '../../src/paths.ts'
import { Surprise, texteDe, type Visiteur } from './visiteur.ts'

type Courriel = { id: string; sujet: string; destinataire: string }
/** As many as the page lists. */
const PAGE = 100
const CONNEXION = /^Votre (code pour entrer|lien de connexion)/

/** The mailbox of the demonstration, read often enough that no mail is missed: its page lists the latest ones only. */
export function ouvrirBoite(v: Visiteur) {
  const connus = new Map<string, Courriel>()
  const ouverts = new Set<string>()
  async function relever() {
    const html = await v.lire(paths.demo.courriels, 'relever les courriels')
    const lus = [...html.matchAll(/href="\/demo\/courriels\/([0-9a-f-]{36})">([\s\S]*?)<\/a>[\s\S]*?À ([^<]+)</g)].map(
      ([, id, sujet, destinataire]): Courriel => ({ id: id!, sujet: texteDe(sujet!), destinataire: texteDe(destinataire!) }),
    )
    if (lus.length >= PAGE && connus.size > 0 && !lus.some(c => connus.has(c.id)))
      throw new Surprise('relever les courriels', paths.demo.courriels, `plus de ${PAGE} courriels depuis la dernière lecture`)
    for (const c of lus) connus.set(c.id, c)
  }
  /** The link of the mail by which this person signs in, or of one of another subject: each mail serves once. */
  async function lien(destinataire: string, quoi: string, sujet = CONNEXION) {
    await relever()
    const courriel = [...connus.values()].find(c => c.destinataire === destinataire && sujet.test(c.sujet) && !ouverts.has(c.id))
    if (!courriel) throw new Surprise(quoi, paths.demo.courriels, `aucun courriel pour ${destinataire}`)
    ouverts.add(courriel.id)
    const html = await v.lire(paths.demo.courriel(courriel.id), quoi)
    const href = /href="([^"]+)">\s*Ouvrir le lien du courriel/.exec(html)?.[1]?.replaceAll('&amp;', '&')
    if (!href) throw new Surprise(quoi, paths.demo.courriel(courriel.id), 'le courriel n’a pas de lien')
    return href.replace(/^https?:\/\/[^/]+/, '')
  }
  /** The subjects of what this person has received, or everybody. */
  const recus = (destinataire?: string) =>
    [...connus.values()].filter(c => !destinataire || c.destinataire === destinataire).map(c => c.sujet)
  return { relever, lien, recus, nombre: () => connus.size }
}
