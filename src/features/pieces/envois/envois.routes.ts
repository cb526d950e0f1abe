import { addAbortSignal, type Readable } from 'node:stream'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, exigeCompte, param, router } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import { trouverDossier } from '../../dossiers/index.ts'
import { messageFichier } from '../../fichiers/index.ts'
import { mesEnvois, trouverEnvoi } from '../envois.queries.ts'
import { fluxRequete } from '../flux-requete.ts'
import { messagePiece } from '../pieces.rules.ts'
import { versPiece } from '../vers-piece.ts'
import { annulerEnvoi } from './annuler-envoi.ts'
import { ouvrirEnvoi, type RefusEnvoi, type RefusPartie } from './ouvrir-envoi.ts'
import { recevoirPartie } from './recevoir-partie.ts'

/** Where a part begins, in the request; how far the upload goes, in the answer. */
const POSITION = 'upload-offset'
const BRUT = 'application/octet-stream'

/**
 * Uploads in parts, for the script of the page (JSON): begin or find again, send the next bytes, ask how far it goes, give up. Parts are POST
 * under the pieces, where alone large bodies come in; their content type is one that no form of another site can send.
 */
export const envoisRoutes = () =>
  router()
    .get(paths.dossiers.mesTeleversements, exigeCompte, lister)
    .post(paths.dossiers.televersements, exigeCompte, bodyLimit({ maxSize: 10_000 }), ouvrir)
    .get(paths.dossiers.televersement, exigeCompte, situer)
    .post(paths.dossiers.octets, exigeCompte, recevoir)
    .post(paths.dossiers.annulation, exigeCompte, annuler)

const ou = (c: Ctx<'id' | 'code' | 'envoi'>) => ({ dossierId: param(c, 'id'), code: param(c, 'code'), id: param(c, 'envoi') })

async function lister(c: Ctx<'id'>) {
  const ctx = ctxActeur(c)
  const dossierId = param(c, 'id')
  const envois = await enTransaction(ctx, async tx =>
    (await trouverDossier(tx, ctx, dossierId)) ? mesEnvois(tx, ctx, dossierId) : undefined,
  )
  if (!envois) return c.json({ message: 'Ce dossier n’existe pas' }, 404)
  return c.json({
    envois: envois.map(({ id, code, nom, taille, recu }) => ({
      code,
      nom,
      taille,
      recu,
      annulation: paths.dossiers.annulation(dossierId, code, id),
    })),
  })
}

const demande = z.object({
  nom: z.string().max(1000),
  taille: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  marque: z.string().max(200),
  lot: z.uuid().optional(),
})

async function ouvrir(c: Ctx<'id' | 'code'>) {
  const lu = demande.safeParse(await c.req.json().catch(() => undefined))
  if (!lu.success) return c.json({ message: 'L’envoi est illisible. Rechargez la page et recommencez' }, 400)
  const [dossierId, code] = [param(c, 'id'), param(c, 'code')]
  const r = await ouvrirEnvoi(ctxActeur(c), { dossierId, code, ...lu.data })
  if (!r.ok) return refuser(c, r.error)
  const { id, recu } = r.value
  const adresses = { octets: paths.dossiers.octets(dossierId, code, id), annulation: paths.dossiers.annulation(dossierId, code, id) }
  return c.json({ recu, ...adresses }, 201, { location: paths.dossiers.televersement(dossierId, code, id) })
}

async function situer(c: Ctx<'id' | 'code' | 'envoi'>) {
  const ctx = ctxActeur(c)
  const envoi = await enTransaction(ctx, tx => trouverEnvoi(tx, ctx, ou(c)))
  if (!envoi) return refuser(c, { kind: 'introuvable' })
  return c.json({ recu: envoi.recu, taille: envoi.taille }, 200, { [POSITION]: String(envoi.recu) })
}

async function recevoir(c: Ctx<'id' | 'code' | 'envoi'>) {
  const position = Number(c.req.header(POSITION) ?? Number.NaN)
  if (c.req.header('content-type') !== BRUT) return c.json({ message: 'L’envoi est illisible. Rechargez la page et recommencez' }, 415)
  const contenu = (stop: AbortSignal) => corps(fluxRequete(c), stop)
  const r = await recevoirPartie(ctxActeur(c), c.var.deps, { ...ou(c), position, contenu })
  if (!r.ok) return refuser(c, r.error)
  if (!r.value.fini) return c.json({ recu: r.value.recu }, 200, { [POSITION]: String(r.value.recu) })
  return c.json({ adresse: versPiece(r.value.ouverte) })
}

/**
 * The bytes of a request, that `stop` cuts. Whoever reads them learns of a cut; before that nobody is there to hear of it. The memory of a block
 * is given back as soon as it has been used: the collector would let tens of Mo pile up.
 */
async function* corps(flux: Readable, stop: AbortSignal): AsyncGenerator<Uint8Array> {
  flux.on('error', () => {})
  for await (const bloc of addAbortSignal(stop, flux) as AsyncIterable<Uint8Array>) {
    yield bloc
    const { buffer } = bloc
    if (buffer instanceof ArrayBuffer && buffer.byteLength === bloc.byteLength) buffer.transfer(0)
  }
}

async function annuler(c: Ctx<'id' | 'code' | 'envoi'>) {
  const r = await annulerEnvoi(ctxActeur(c), c.var.deps, ou(c))
  return r.ok ? c.body(null, 204) : refuser(c, r.error)
}

/** A refusal as the script shows it. 409 says from where to go on, 503 that all has come and may be examined later. */
function refuser(c: Ctx, r: RefusPartie) {
  switch (r.kind) {
    case 'introuvable':
      return c.json({ message: 'Cet envoi n’existe plus. Rechargez la page' }, 404)
    case 'position':
      return c.json({ recu: r.recu }, 409, { [POSITION]: String(r.recu) })
    case 'inacheve':
      return c.json({ message: messageEnvoi(r.refus), recu: r.recu }, 503, { [POSITION]: String(r.recu) })
    default:
      return c.json({ message: messageEnvoi(r) }, 422)
  }
}

const messageEnvoi = (r: RefusEnvoi) => (r.kind === 'fichier' ? messageFichier(r.refus, { formats: r.formats }) : messagePiece(r))
