import type { Contexte } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { type DateCivile, formatDateCivile, formatInstant } from '../../lib/dates.ts'
import { paths } from '../../paths.ts'
import type { Signataire } from '../agents/index.ts'
import { ecrireCourriel } from '../courriels/index.ts'

type Dite = { delegant: Signataire; delegue: Signataire; arreteNumero: string; arreteLe: DateCivile; du: DateCivile; au: DateCivile | null }
type Nouvelle = { qui: Pick<Dite, 'delegant' | 'delegue'>; sujet: string; phrases: string[] }

const ditArrete = (d: Dite) => `arrêté n°\u00a0${d.arreteNumero} du ${formatDateCivile(d.arreteLe)}`
const entre = (d: Dite) => `de ${sansArticle(d.delegant.qualite)} à ${sansArticle(d.delegue.qualite)}`
/** « le préfet de Corse » beside « de » and « à » would contract: the capacity is cited instead. */
const sansArticle = (qualite: string) => `«\u00a0${qualite}\u00a0»`

export const direEnregistrement = (d: Dite): Nouvelle => ({
  qui: d,
  sujet: 'Une délégation de signature est enregistrée',
  phrases: [
    `La délégation de signature ${entre(d)} (${ditArrete(d)}) est enregistrée dans le guichet. Elle court du ${formatDateCivile(d.du)}${d.au ? ` au ${formatDateCivile(d.au)}` : ', sans terme'}.`,
    'Si ce n’est pas ce que dit l’arrêté, répondez au service qui administre le guichet.',
  ],
})
export const direFin = (d: Dite, motif: string): Nouvelle => ({
  qui: d,
  sujet: 'Une délégation de signature prend fin',
  phrases: [
    `La délégation de signature ${entre(d)} (${ditArrete(d)}) prend fin maintenant. Plus rien ne se signe par elle.`,
    `Raison\u00a0: ${motif}`,
  ],
})
export const direPreavis = (d: Dite & { au: DateCivile }): Nouvelle => ({
  qui: d,
  sujet: `Une délégation de signature prend fin le ${formatDateCivile(d.au)}`,
  phrases: [
    `La délégation de signature ${entre(d)} (${ditArrete(d)}) prend fin le ${formatDateCivile(d.au)} au soir. Après ce jour, ces actes reviennent à la signature de «\u00a0${d.delegant.qualite}\u00a0».`,
    'Si un nouvel arrêté la prolonge, le service l’enregistre une fois publié.',
  ],
})

export const direDepart = (d: Dite, { qui, le }: { qui: Signataire; le: Date }): Nouvelle => ({
  qui: d,
  sujet: 'Une délégation de signature a pris fin',
  phrases: [
    `La délégation de signature ${entre(d)} (${ditArrete(d)}) a pris fin le ${formatInstant(le)}\u00a0: ${sansArticle(qui.qualite)} a quitté ses fonctions. Plus rien ne se signe par elle.`,
    'Si un nouvel arrêté la remplace, le service l’enregistre une fois publié.',
  ],
})

/** Tells whoever gave a delegation and whoever has it, each once for each thing that happens to it. */
export async function prevenirTousDeux(
  tx: Tx,
  ctx: Contexte,
  id: string,
  quoi: 'enregistree' | 'finie' | 'preavis' | 'depart',
  n: Nouvelle,
) {
  for (const s of [n.qui.delegant, n.qui.delegue]) {
    const compte = await tx.selectFrom('compte').select('email').where('id', '=', s.compteId).executeTakeFirst()
    if (!compte) continue
    await ecrireCourriel(tx, ctx, {
      cle: `delegation-${quoi}-${id}-${s.compteId}`,
      destinataire: compte.email,
      sujet: n.sujet,
      phrases: n.phrases,
      lien: paths.signatures.accueil,
    })
  }
}
