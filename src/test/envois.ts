import { once } from 'node:events'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { nouvelId } from '../contexte.ts'
import { publierFichier } from '../features/appels/index.ts'
import { ouvrirClamd } from '../features/fichiers/test/clamd-factice.ts'
import { paths } from '../paths.ts'
import { openWorld, URL_TEST, type World } from './world.ts'

export const OUVERT = '2021-09-13T10:00:00'
const TETE = Buffer.from('%PDF-1.7\n')
/** A PDF of this size, whose bytes all differ from one place to the next. */
export const pdf = (taille: number, grain = 0) =>
  Buffer.concat([TETE, Buffer.from(Array.from({ length: taille - TETE.length }, (_, i) => (i * 31 + (i >> 8) + grain) & 255))])

export let w: World
export let clamd: Awaited<ReturnType<typeof ouvrirClamd>>
let serveur: Server
export let port: number
let appel: { appelId: string; versionId: string }
export let vico: { id: string; cookie: string }
export let dossierId: string
/** A commune's empty draft for each test, on a server that can be cut; an antivirus whose mood each test sets. */
export function preparerEnvois() {
  beforeAll(async () => {
    clamd = await ouvrirClamd()
    w = await openWorld({ env: { CLAMD: clamd.adresse } })
    const publie = await w.auGuichet(tx => publierFichier(tx, w.ctx(), readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8')))
    if (!publie.ok) throw new Error(publie.error[0]?.message)
    appel = publie.value
    vico = await w.compte({ structures: ['Vico'] })
    serveur = serve({ fetch: w.app.fetch, port: 0, hostname: '127.0.0.1' }) as Server
    await once(serveur, 'listening')
    port = (serveur.address() as AddressInfo).port
  })
  afterAll(async () => {
    serveur.closeAllConnections()
    serveur.close()
    await clamd.fermer()
    await w.close()
  })
  let n = 0
  beforeEach(async () => {
    w.regler(OUVERT)
    clamd.etat.humeur = 'normal'
    dossierId = nouvelId()
    const { id: structure_id } = await w.structure('Vico')
    const dates = { cree_le: w.horloge.instant, modifie_le: w.horloge.instant }
    const appelIds = { appel_id: appel.appelId, appel_version_id: appel.versionId }
    const valeurs = {
      id: dossierId,
      guichet_id: w.guichetId,
      structure_id,
      numero: `ENVOI-${++n}`,
      etat: 'brouillon',
      ...appelIds,
      ...dates,
    }
    await w.auGuichet(tx => tx.insertInto('dossier').values(valeurs).execute())
    return async () => {
      for (const f of fichiers()) rmSync(join(w.dossierFichiers, f))
      await w.auGuichet(tx => tx.deleteFrom('televersement').execute())
    }
  })
}

export const fichiers = () =>
  readdirSync(w.dossierFichiers, { recursive: true, withFileTypes: true })
    .filter(f => f.isFile())
    .map(f => join(f.parentPath, f.name).slice(w.dossierFichiers.length + 1))
export const enAttente = () => fichiers().filter(f => f.startsWith('attente/'))
export const pieces = () =>
  w.auGuichet(tx => tx.selectFrom('piece').selectAll().where('dossier_id', '=', dossierId).orderBy('id').execute())
export const envois = () => w.auGuichet(tx => tx.selectFrom('televersement').selectAll().where('dossier_id', '=', dossierId).execute())
export const poster = (chemin: string, corps: BodyInit | null, entetes: Record<string, string>, cookie = vico.cookie) =>
  w.app.request(URL_TEST + chemin, { method: 'POST', body: corps, headers: { origin: URL_TEST, cookie, ...entetes } })

type Demande = { nom?: string; taille: number; marque?: string; code?: string; cookie?: string }
export const ouvrir = ({ nom = 'plans.pdf', taille, marque = 'm', code = 'annexes', cookie = vico.cookie }: Demande) =>
  poster(
    paths.dossiers.televersements(dossierId, code),
    JSON.stringify({ nom, taille, marque }),
    { 'content-type': 'application/json' },
    cookie,
  )
export type Ouvert = { recu: number; octets: string; annulation: string }
export const ouvert = async (d: Demande) => {
  const r = await ouvrir(d)
  expect(r.status).toBe(201)
  return (await r.json()) as Ouvert
}
export const BRUT = { 'content-type': 'application/octet-stream' }
export const partie = (octets: string, position: number | string, corps: Buffer, cookie?: string) =>
  poster(octets, new Uint8Array(corps), { ...BRUT, 'upload-offset': String(position) }, cookie)
export const json = async (r: Response | Promise<Response>) => {
  const recue = await r
  return [recue.status, await recue.json()] as [number, { recu?: number; adresse?: string; message?: string }]
}
export const phrase = async (r: Response | Promise<Response>) => {
  const [statut, { message }] = await json(r)
  expect(statut).toBe(422)
  return message?.replaceAll('\u00a0', ' ')
}
