import { Readable } from 'node:stream'
import type { Child } from 'hono/jsx'
import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, faitDe, param } from '../../../http.ts'
import type { Perdu } from '../../../ui/perdus.tsx'
import { phraseSuivi, type RefusSuivi } from '../acces.ts'
import type { Cote } from '../cadre.view.tsx'
import { lireProjet, type ProjetLu } from '../lire-projet.ts'
import { ActesPage, ProjetPage } from './projet.view.tsx'

const FAITS: Record<string, string> = {
  etabli: 'L’acte est établi. Les structures du projet sont prévenues.',
  retire: 'L’acte est retiré. Établissez-en un autre.',
  signe: 'L’acte signé est déposé.',
  ordonne: 'Le versement est ordonné.',
  reversement: 'Trop a été versé\u00a0: le reversement est demandé au porteur.',
  solde: 'L’aide est soldée.',
  paye: 'Le paiement est constaté.',
  annule: 'L’ordre est annulé.',
  demande: 'Votre demande d’avenant est envoyée au service.',
  demande_retiree: 'Votre demande d’avenant est retirée.',
  avis: 'L’avis est enregistré.',
  decide: 'L’avenant est décidé. Les structures du projet sont prévenues.',
}
/** What the page says of what was just done. */
export const faitDuProjet = (c: Ctx) => faitDe(c, FAITS)

/** The lauréat of the address for this side, or nothing: on the other side its page does not exist. */
export async function projetDe(c: Ctx<'id'>, cote: Cote): Promise<ProjetLu | undefined> {
  const ctx = ctxActeur(c)
  const lu = await enTransaction(ctx, tx => lireProjet(tx, ctx, param(c, 'id')))
  if (!lu.ok) return undefined
  const projet = lu.value.acces.qui === 'porteur' || lu.value.acces.qui === 'partenaire'
  return projet === (cote === 'porteur') ? lu.value : undefined
}

/** The page of a lauréat, with what was just done or why it was not, and what was typed then. */
export async function pageDuProjet(c: Ctx<'id'>, cote: Cote, refus?: string, statut: 200 | 403 | 409 = 200, perdus: readonly Perdu[] = []) {
  const p = await projetDe(c, cote)
  if (!p) return c.notFound()
  const Vue = cote === 'service' ? ProjetPage : ActesPage
  return c.html(<Vue site={c.var.site} p={p} fait={refus ? undefined : faitDuProjet(c)} refus={refus} perdus={perdus} />, statut)
}

/** Answers an act that the decree refuses: it does not exist, is somebody else's, or is not for now. */
export const refuserActe = (c: Ctx<'id'>, cote: Cote, r: RefusSuivi, perdus: readonly Perdu[] = []) =>
  r.motif === 'introuvable' ? c.notFound() : pageDuProjet(c, cote, phraseSuivi(r), r.motif === 'interdit' ? 403 : 409, perdus)

/** A page of a form: shown on this side to whoever reads the lauréat. */
export async function pageDeForm(
  c: Ctx<'id'>,
  cote: Cote,
  rendre: (p: ProjetLu) => Child | Response | Promise<Child | Response>,
  statut: 200 | 422 = 200,
) {
  const p = await projetDe(c, cote)
  if (!p) return c.notFound()
  const page = await rendre(p)
  return page instanceof Response ? page : c.html(page as never, statut)
}

export const pdf = (c: Ctx, corps: Uint8Array | ReadableStream, nom: string) =>
  c.body(corps as Uint8Array<ArrayBuffer>, 200, { 'content-type': 'application/pdf', 'content-disposition': `inline; filename="${nom}"` })
/** Bytes of the storage, as a PDF. */
export const pdfGarde = (c: Ctx, cle: string, nom: string) => pdf(c, Readable.toWeb(c.var.deps.stockage.lire(cle)) as ReadableStream, nom)
