import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { Role } from '../contexte.ts'
import { ouvrirSuivi, ouvrirSuivisManquants } from '../features/suivi/index.ts'
import { paths } from '../paths.ts'
import { copiesAuComite } from './comite.ts'
import { decide } from './laureats.ts'
import { projetCommun, validerCommun } from './projet-commun.ts'
import { deposer, publier } from './vico.ts'
import { openWorld, type World } from './world.ts'

/** What the decision gives: 9 000 € on a base of 12 000 €, three quarters of what is spent. Cents. */
export const AIDE = { montant: 900_000, base: 1_200_000 }
/** The day on which the letters left, a Monday; bilans are owed from that day. */
export const NOTIFIE = '2021-11-08T14:00:00'
/** A company that does not exist, with right keys: 000 123 075 00012. */
export const SIRET = '000 123 075 00012'
/** An order of that company, as the form of a bilan sends it. */
export const COMMANDE = {
  'c.siret': SIRET,
  'c.entreprise': 'Isula Logiciels Libres',
  'c.departement': '2B',
  'c.ht': '9 800',
  'c.ttc': '11 760,00',
  'c.date': '12/12/2021',
}
const VOLETS = ['volet_1', 'volet_2', 'volet_3']

/**
 * The joint project of Vico and Olmeto once it is a lauréat, in November: who reports, who follows, who may not. `changer`: what the call is
 * changed to; `env`: settings of the site.
 */
export async function ouvrirSuivis(changer?: Parameters<typeof publier>[1], env: Record<string, string> = {}) {
  const w = await openWorld({ env })
  await publier(w, changer)
  const agent = (nom: string, role: Role['role'], departements: string[] = [], volets: string[] = []) =>
    w.compte({ nom, roles: [{ role, departements, volets }] })
  const personnes = {
    vico: await w.compte({ nom: 'Secrétariat de Vico', structures: ['Vico'] }),
    collegue: await w.compte({ nom: 'Comptable de Vico', structures: ['Vico'] }),
    olmeto: await w.compte({ nom: 'Secrétariat d’Olmeto', structures: ['Olmeto'] }),
    ailleurs: await w.compte({ nom: 'Secrétariat de Lumio', structures: ['Lumio'] }),
    referent: await agent('Référent de la Corse-du-Sud', 'referent_departemental', ['2A'], VOLETS),
    hauteCorse: await agent('Référente de la Haute-Corse', 'referent_departemental', ['2B'], VOLETS),
    admin: await agent('Préfet de Corse', 'administrateur'),
    lecteur: await agent('Lecteur', 'lecteur'),
  }
  const projet = await projetCommun(w, personnes.vico.cookie, ['Olmeto'])
  await validerCommun(w, personnes.olmeto.cookie, projet.id)
  await deposer(w, personnes.vico.cookie, projet.id)
  w.regler(NOTIFIE)
  const monde = {
    w,
    ...personnes,
    /** Lauréats followed since the 8th of November 2021 with their first bilan, milestones, indicators and expenses; the project ends on 30/09/2022. */
    laureats: async (nombre: number, structure?: string) => {
      const avant = w.horloge.instant
      w.regler(NOTIFIE)
      const ids = await copiesAuComite(w, projet.id, nombre, structure)
      for (const id of ids) await laureat(w, id, projet.id, personnes.admin.id)
      w.horloge.regler(avant)
      return ids
    },
    bilans: async (dossier: string) =>
      (await w.owner.query('select * from bilan where dossier_id = $1 order by rang', [dossier])).rows as {
        id: string
        rang: number
        fin: string
        echeance: string
        etat: string
      }[],
    suivi: async (dossier: string) => (await w.owner.query('select * from suivi where dossier_id = $1', [dossier])).rows[0],
    /** A lauréat and its first bilan, on a day when the job has opened all that is owed. */
    unBilan: async (instant: string) => {
      w.regler(NOTIFIE)
      const [dossier] = (await monde.laureats(1)) as [string]
      w.regler(instant)
      await ouvrirSuivisManquants(w.deps, w.horloge.instant)
      return { dossier, bilan: (await monde.bilans(dossier))[0]!.id }
    },
  }
  return monde
}
export type MondeSuivis = Awaited<ReturnType<typeof ouvrirSuivis>>

/** One world for the file, and before each test the first bilan of a lauréat, due, and its address. `prendre` is given them. */
export function surUnBilan(prendre: (v: { m: MondeSuivis; d: string; b: string; url: string }) => void) {
  let m: MondeSuivis
  beforeAll(async () => {
    m = await ouvrirSuivis()
  })
  beforeEach(async () => {
    const { dossier: d, bilan: b } = await m.unBilan('2022-01-04T10:12:00')
    prendre({ m, d, b, url: paths.bilans.voir(d, b) })
  })
  afterAll(() => m.w.close())
}

async function laureat(w: World, id: string, modele: string, par: string) {
  const commun = [id, w.guichetId]
  await w.owner.query(
    `insert into partenaire select (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(), 'dossier_id', $2::uuid))).*
      from partenaire p where p.dossier_id = $1`,
    [modele, id],
  )
  await w.owner.query(
    `insert into jalon (id, dossier_id, guichet_id, rang, libelle, echeance) values (gen_random_uuid(), $1, $2, 1, 'Marché notifié', '2022-01-31'),
      (gen_random_uuid(), $1, $2, 2, 'Portail ouvert', '2022-05-16'), (gen_random_uuid(), $1, $2, 3, 'Agents formés', '2022-09-30')`,
    commun,
  )
  await w.owner.query(
    `insert into indicateur (id, dossier_id, guichet_id, rang, nom, unite, depart, cible) values
      (gen_random_uuid(), $1, $2, 1, 'Délai de réponse', 'jours', 12, 5), (gen_random_uuid(), $1, $2, 2, 'Demandes en ligne', '%', 0, 40)`,
    commun,
  )
  await w.owner.query(
    `insert into depense (id, dossier_id, guichet_id, rang, libelle, nature, ht, ttc) values
      (gen_random_uuid(), $1, $2, 1, 'Portail des familles', 'prestation', 1000000, 1200000),
      (gen_random_uuid(), $1, $2, 2, 'Formation de 14 agents', 'formation', 200000, 240000),
      (gen_random_uuid(), $1, $2, 3, 'Postes', 'materiel', 50000, 60000)`,
    commun,
  )
  await decide(w, id, par, AIDE)
  await w.auGuichet(tx => ouvrirSuivi(tx, w.ctx(), id))
}

/** The form of a bilan as a browser would send it back: every field that it shows, and its hidden ones. */
export async function formulaire(w: World, url: string, cookie: string) {
  const html = await (await w.get(url, cookie)).text()
  const texte = (s: string) => s.replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('&#39;', "'")
  const champs: Record<string, string> = {}
  for (const [balise] of html.matchAll(/<input[^>]*>/g)) {
    const nom = /name="([^"]+)"/.exec(balise)?.[1]
    const type = /type="([^"]+)"/.exec(balise)?.[1]
    if (!nom || ((type === 'radio' || type === 'checkbox') && !/checked/.test(balise))) continue
    champs[nom] = texte(/value="([^"]*)"/.exec(balise)?.[1] ?? '')
  }
  for (const [, nom, corps] of html.matchAll(/<select[^>]*name="([^"]+)"[^>]*>(.*?)<\/select>/gs))
    champs[nom!] = texte(/value="([^"]*)"[^>]*selected/.exec(corps!)?.[1] ?? '')
  for (const [, nom, corps] of html.matchAll(/<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)/gs)) champs[nom!] = texte(corps!).trim()
  return champs
}
