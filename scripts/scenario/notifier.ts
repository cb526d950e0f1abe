import { paths } from '../../src/paths.ts'
import { attendreQue } from './acte-groupe.ts'
import { centimes } from './appel.ts'
import type { MondeCommun } from './monde.ts'
import { etatsDe, lireCsv, lireListe } from './relever.ts'
import { Surprise, texteDe, type Visiteur } from './visiteur.ts'

const a = paths.administration

/** What was decided of a dossier, in cents, and who reads its letter. */
export type Decidee = { depose: { id: string; projet: { titre: string }; porteur: { v: Visiteur } }; montant: number }
type Instants = { confirmees: Date | string; envoyees: Date | string }
/** How decisions become letters that may leave, and the address that sends them. */
export type Voie = {
  decider: (m: MondeCommun, admin: Visiteur, decisions: readonly string[]) => Promise<unknown>
  envois: (slug: string) => string
}

/** Nobody signs for the call: the decisions are confirmed, one of their letters read again. */
const CONFIRMEES: Voie = { decider: confirmer, envois: a.envois }
async function confirmer(m: MondeCommun, admin: Visiteur, decisions: readonly string[]) {
  await admin.envoyer(a.confirmation(m.appel.slug), { decisions: [...decisions] }, 'confirmer les décisions')
  const adresse = a.notifications(m.appel.slug)
  const confirmees = await admin.lire(adresse, 'relire les lettres')
  const lettre = /href="([^"]*\/notifications\/[0-9a-f-]{36}\/lettre\.pdf)"/.exec(confirmees)?.[1]
  if (!lettre) throw new Surprise('relire les lettres', adresse, 'aucune lettre à relire')
  await admin.pdf(lettre, 'relire une lettre')
}

/** The decisions are confirmed or signed, their letters sent, each porteur reads its own. */
export async function notifier(m: MondeCommun, decisions: readonly Decidee[], { confirmees, envoyees: puis }: Instants, voie = CONFIRMEES) {
  await m.regler(confirmees)
  const admin = await m.persona('administrateur')
  const adresse = a.notifications(m.appel.slug)
  const page = await admin.lire(adresse, 'lire les décisions')
  const ids = [...page.matchAll(/<input[^>]*name="decisions"[^>]*>/g)].map(x => /value="([^"]*)"/.exec(x[0])![1]!)
  if (ids.length !== decisions.length) throw new Surprise('lire les décisions', adresse, `${ids.length} au lieu de ${decisions.length}`)
  await voie.decider(m, admin, ids)
  await m.regler(puis)
  await admin.envoyer(voie.envois(m.appel.slug), {}, 'envoyer les lettres')
  const envoyees = await attendreQue(
    async () => {
      await m.travailler()
      await m.boite.relever()
      const texte = texteDe(await admin.lire(adresse, 'suivre les envois'))
      const [, attente] = /Lettres à envoyer (\d+)/.exec(texte) ?? []
      return attente === '0' ? Number(/Lettres envoyées (\d+)/.exec(texte)?.[1]) : undefined
    },
    'envoyer les lettres',
    adresse,
  )
  for (const { depose } of decisions) await depose.porteur.v.pdf(paths.dossiers.notification(depose.id), 'lire la lettre de décision')
  await m.boite.relever()
  return { envoyees, etats: etatsDe(await lireListe(m)) }
}

/** Anybody reads the lauréats, and finds what the comité granted, to the cent. */
export async function lireLaureats(m: MondeCommun, decisions: readonly Decidee[]) {
  const retenus = decisions.filter(d => d.montant > 0)
  const accorde = retenus.reduce((t, d) => t + d.montant, 0)
  const v = m.visiteur('Un visiteur')
  const { slug, montant } = m.appel
  const page = texteDe(await v.lire(paths.projetsAides({ appel: slug }), 'lire les lauréats'))
  const absent = retenus.find(d => !page.includes(texteDe(d.depose.projet.titre)))
  if (absent) throw new Surprise('lire les lauréats', paths.projetsAides({ appel: slug }), `absent\u00a0: ${absent.depose.projet.titre}`)
  const feuille = paths.appels.laureatsFeuilles.csv(slug)
  const [tete = [], ...lignes] = lireCsv(await v.lire(feuille, 'emporter les lauréats'))
  const colonne = tete.findIndex(t => /^Aide accordée/.test(t))
  const publie = lignes.reduce((t, l) => t + centimes(l[colonne] ?? ''), 0)
  if (lignes.length !== retenus.length || publie !== accorde)
    throw new Surprise(
      'emporter les lauréats',
      feuille,
      `${lignes.length} lauréats, ${publie} centimes\u00a0; attendus ${retenus.length}, ${accorde}`,
    )
  return { laureats: retenus.length, accorde, reste: montant - accorde }
}
