import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { nouvelId } from '../contexte.ts'
import { publierFichier } from '../features/appels/index.ts'
import { versionsPrecedentes } from '../features/pieces/pieces.queries.ts'
import { paths } from '../paths.ts'
import { openWorld, type World } from './world.ts'

export const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n')
export const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(60, 3)])
export const pdf = (n: number) => Buffer.concat([PDF, Buffer.from(`% ${n}\n`)])
const OUVERT = '2021-09-13T10:00:00'

export let w: World
let appel: { appelId: string; versionId: string }
export let vico: { id: string; cookie: string }
export let dossierId: string

/** A commune's empty draft for each test. */
export function preparerPieces() {
  beforeAll(async () => {
    w = await openWorld()
    const publie = await w.auGuichet(tx => publierFichier(tx, w.ctx(), readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8')))
    if (!publie.ok) throw new Error(publie.error[0]?.message)
    appel = publie.value
    vico = await w.compte({ structures: ['Vico'] })
  })
  afterAll(() => w.close())
  beforeEach(async () => {
    w.regler(OUVERT)
    dossierId = await brouillon()
  })
}

let n = 0
export async function brouillon() {
  const id = nouvelId()
  const { id: structure_id } = await w.structure('Vico')
  const dates = { cree_le: w.horloge.instant, modifie_le: w.horloge.instant }
  const valeurs = { id, guichet_id: w.guichetId, appel_id: appel.appelId, appel_version_id: appel.versionId, structure_id, ...dates }
  await w.auGuichet(tx =>
    tx
      .insertInto('dossier')
      .values({ ...valeurs, numero: `ESSAI-${++n}`, etat: 'brouillon', volet: 'volet_1' })
      .execute(),
  )
  return id
}
export const surDisque = () => readdirSync(w.dossierFichiers, { recursive: true, withFileTypes: true }).filter(f => f.isFile()).length
export const pieces = (id = dossierId) =>
  w.auGuichet(tx => tx.selectFrom('piece').selectAll().where('dossier_id', '=', id).orderBy('id').execute())
export const lien = async (i = 0) => {
  const p = (await pieces())[i]!
  return paths.dossiers.piece(dossierId, p.code, p.id)
}
/** Former versions, as a member of Vico reads them. */
export const versions = async () => {
  const structure = { ...(await w.structure('Vico')), etat: 'active' as const, preuve: 'declaree' as const }
  const acteur = {
    compteId: vico.id,
    sessionId: '',
    nom: '',
    courriel: '',
    roles: [],
    structures: [structure],
    rolesEnAttente: [],
    aSecondFacteur: true,
  }
  return w.auGuichet(tx => versionsPrecedentes(tx, w.ctx(acteur), dossierId))
}
export const envoyer = (
  octets: Buffer,
  nom: string,
  { code = 'deliberation', cookie = vico.cookie, champ = '', id = dossierId, entetes = {} } = {},
) => {
  const f = new FormData()
  f.append('_ici', 'pieces')
  f.append(champ || `fichier-${code}`, new File([new Uint8Array(octets)], nom, { type: 'application/octet-stream' }))
  f.append('_suite', `#piece-${code}`)
  return w.post(paths.dossiers.pieces(id), f, cookie, entetes)
}
/** The sentence of a refusal, and the certainty that nothing was kept. */
export async function refus(envoi: Promise<Response> | Response) {
  const avant = surDisque()
  const r = await envoi
  expect(r.status).toBe(422)
  expect(surDisque()).toBe(avant)
  return (await r.text()).replaceAll('\u00a0', ' ')
}
