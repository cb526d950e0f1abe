import { afterAll, beforeAll, beforeEach } from 'vitest'
import { paths } from '../paths.ts'
import { type MondeSuivis, NOTIFIE, ouvrirSuivis } from './suivi.ts'

const p = paths.suiviDossier
/** A small whole PDF: one blank page. */
export const PDF =
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'
export const formSigne = (signe_le: string, contenu = PDF, nom = 'acte-signe.pdf') => {
  const f = new FormData()
  f.set('signe_le', signe_le)
  if (contenu) f.set('fichier', new File([contenu], nom, { type: 'application/pdf' }))
  return f
}

/** What the service and the porteur do with the act of a lauréat, through their pages. */
export function gestesActes(m: MondeSuivis) {
  const { w } = m
  const actes = async (dossier: string) =>
    (await w.owner.query('select *, signe_le::text as signe_le from acte where dossier_id = $1 order by rang', [dossier])).rows
  const gestes = {
    actes,
    etablir: (dossier: string, duree = '10', cookie = m.referent.cookie) => w.post(p.acte(dossier), { duree }, cookie),
    /** Established and signed, both on the day of the clock. */
    conventionner: async (dossier: string, duree = '10') => {
      await w.post(p.acte(dossier), { duree }, m.referent.cookie)
      const { id } = (await actes(dossier)).at(-1)
      const jour = w.horloge.instant.toISOString().slice(0, 10)
      const r = await w.post(p.signature(dossier, id), formSigne(jour), m.referent.cookie)
      if (r.status !== 303) throw new Error(`signature: ${r.status} ${await r.text()}`)
      return id as string
    },
    /** A lauréat whose act was signed on the day of its letter, for ten months; the clock is then put at this instant. */
    unConventionne: async (instant: string) => {
      w.regler(NOTIFIE)
      const [dossier] = (await m.laureats(1)) as [string]
      await gestes.conventionner(dossier)
      w.regler(instant)
      return dossier
    },
    /** A balance is read first, then confirmed as it was read. */
    ordonner: async (dossier: string, nature: string, plus: Record<string, string> = {}, cookie = m.referent.cookie) => {
      const champs = { montant: '', coutReel: '', autresAides: '', ej: '', dp: '', ...plus }
      if (nature !== 'solde') return w.post(p.versements(dossier, nature), champs, cookie)
      const apercu = await w.get(`${p.versements(dossier, nature)}?${new URLSearchParams(champs)}`, cookie)
      if (apercu.status !== 200) return apercu
      const vu = /name="vu" value="([^"]*)"/.exec(await apercu.text())?.[1] ?? ''
      return w.post(p.versements(dossier, nature), { ...champs, vu }, cookie)
    },
    payer: async (dossier: string, jour = w.horloge.instant.toISOString().slice(0, 10)) => {
      const { id } = (
        await w.owner.query('select id from versement where dossier_id = $1 and verse_le is null and annule_le is null', [dossier])
      ).rows[0]
      return w.post(p.paiement(dossier, id), { verse_le: jour }, m.referent.cookie)
    },
    versements: async (dossier: string) =>
      (
        await w.owner.query(
          'select id, nature, montant::int, verse_le::text, annule_motif, ej, dp, calcul from versement where dossier_id = $1 order by ordonne_le, id',
          [dossier],
        )
      ).rows,
    /** Orders declared by a first bilan, filed: cents excluding tax, on the portal of the plan. */
    depenser: async (dossier: string, ht: number) => {
      const [bilan] = await m.bilans(dossier)
      await w.owner.query("update bilan set etat = 'accepte' where id = $1", [bilan!.id])
      await w.owner.query(
        `insert into commande (id, guichet_id, dossier_id, bilan_id, siret, pays, entreprise, departement, ht, ttc, commandee_le, depense_id, ajoutee_par, ajoutee_le)
          select gen_random_uuid(), $1, $2, $3, '00012345600018', 'FR', 'Atelier des Lices', '2A', $4, $4, '2021-12-01', e.id, $5, $6
          from depense e where e.dossier_id = $2 and e.rang = 1`,
        [w.guichetId, dossier, bilan!.id, ht, m.vico.id, w.horloge.instant],
      )
    },
    achever: (dossier: string) => w.owner.query("update suivi set acheve_le = '2022-09-30' where dossier_id = $1", [dossier]),
    texte: async (r: Response | Promise<Response>) => (await (await r).text()).replace(/[\u00a0\u202f]/g, ' ').replace(/<[^>]+>/g, ''),
  }
  return gestes
}
export type GestesActes = ReturnType<typeof gestesActes>

/**
 * One world for the file, and before each test a lauréat at this instant: 9 000 € on a base of 12 000 €, its act signed on the 8th of November 2021 for ten months,
 * until the 8th of September 2022. `prendre` is given them.
 */
export function surUnConventionne(instant: string, prendre: (v: { m: MondeSuivis; g: GestesActes; d: string }) => void) {
  let m: MondeSuivis
  let g: GestesActes
  beforeAll(async () => {
    m = await ouvrirSuivis()
    g = gestesActes(m)
  })
  beforeEach(async () => prendre({ m, g, d: await g.unConventionne(instant) }))
  afterAll(() => m.w.close())
}
