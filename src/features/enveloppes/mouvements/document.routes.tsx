import { Readable } from 'node:stream'
import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, exigeRole, param, router } from '../../../http.ts'
import { formatEuros } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { lirePublie } from '../../appels/index.ts'
import { entetesFichier, messageFichier, recevoirFormulaire } from '../../fichiers/index.ts'
import { fluxRequete } from '../../pieces/index.ts'
import { pageEnveloppes } from './enveloppes.page.tsx'
import { DocumentPage } from './enveloppes.view.tsx'
import { FORMATS_DOCUMENT, joindreDocument, mouvementSansDocument, type RefusDocument, TAILLE_DOCUMENT } from './joindre.ts'
import { MOTS_GENRE } from './mouvement.rules.ts'
import { noterInfectee } from './noter-infectee.ts'
import { documentDe, registreDe } from './registre.queries.ts'

const argent = exigeRole('administrateur', 'direction')
type Adresse = Ctx<'slug' | 'mouvement'>

/** The paper that a movement rests on: read once it is there, brought until then. */
export const documentRoutes = () =>
  router()
    .get(paths.administration.documentMouvement, argent, c => lire(c))
    .post(paths.administration.documentMouvement, argent, joindre)

async function lire(c: Adresse, erreur?: string) {
  const { guichetId } = ctxActeur(c)
  const id = param(c, 'mouvement')
  const lu = await lirePublie(c, async (tx, { appelId }) => ({
    l: (await registreDe(tx, guichetId, appelId)).find(x => x.id === id),
    document: await documentDe(tx, guichetId, id),
  }))
  if (!lu?.l) return c.notFound()
  const { l, document } = lu
  if (l.document && document && erreur === undefined)
    return c.body(
      Readable.toWeb(c.var.deps.stockage.lire(document.cle)) as ReadableStream,
      200,
      entetesFichier('application/pdf', document.nom, document.taille),
    )
  if (l.par === null || l.annule !== null || l.document) return c.notFound()
  const phrase = `${MOTS_GENRE[l.genre]}, ${formatEuros(l.montant)}\u00a0: ${l.raison}`
  return c.html(
    <DocumentPage site={c.var.site} appel={lu.appel} mouvement={{ id, numero: l.numero, phrase }} erreur={erreur} />,
    erreur ? 422 : 200,
  )
}

async function joindre(c: Adresse) {
  const ctx = ctxActeur(c)
  const lu = await lirePublie(c)
  const mouvementId = param(c, 'mouvement')
  if (!lu) return c.notFound()
  const cible = { appelId: lu.appelId, mouvementId }
  const avant = await enTransaction(ctx, tx => mouvementSansDocument(tx, ctx, cible))
  if (!avant.ok) return refuser(c, avant.error)
  const { stockage, config } = c.var.deps
  const reception = { instant: ctx.instant, formats: FORMATS_DOCUMENT, max: TAILLE_DOCUMENT, clamd: config.CLAMD, nombre: 1 }
  const { fichiers } = await recevoirFormulaire({ headers: c.req.raw.headers, corps: fluxRequete(c) }, stockage, reception)
  if (!fichiers.ok && fichiers.error.kind === 'infecte') await noterInfectee(ctx, lu.appelId, fichiers.error)
  const [fichier] = fichiers.ok ? fichiers.value : []
  if (!fichier)
    return lire(c, messageFichier(fichiers.ok ? { kind: 'absent' } : fichiers.error, { formats: FORMATS_DOCUMENT, max: TAILLE_DOCUMENT }))
  const r = await joindreDocument(ctx, { ...cible, fichier }).catch(async (e: unknown) => {
    await stockage.supprimer(fichier.cle)
    throw e
  })
  if (r.ok) return c.redirect(`${paths.administration.enveloppes(lu.appel.slug)}?fait=document-${r.value.numero}`, 303)
  await stockage.supprimer(fichier.cle)
  return refuser(c, r.error)
}

function refuser(c: Adresse, r: RefusDocument) {
  if (r.motif === 'introuvable') return c.notFound()
  if (r.motif === 'interdit') return pageEnveloppes(c, { refus: 'Cet acte n’est pas le vôtre.', statut: 403 })
  const refus =
    r.motif === 'deja'
      ? `Le mouvement n°\u00a0${r.numero} a déjà son document.`
      : `Le mouvement n°\u00a0${r.numero} n’attend pas de document.`
  return pageEnveloppes(c, { refus, statut: 409 })
}
