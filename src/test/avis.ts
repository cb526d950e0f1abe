import { paths } from '../paths.ts'
import type { MondeInstruction } from './instruits.ts'
import type { World } from './world.ts'

/** Opinions written in the call of 2021, which has none: one that binds, one that is owed before the comité, one that is only read, one that this volet does not need. */
export const AVIS = `
avis:
  - { code: abf, libelle: Architecte des bâtiments de France, delai_jours: 30, silence: favorable, force: conforme, fondement: "Code du patrimoine, L. 632-2", question: "La façade respecte-t-elle le site ?", montre: [projet], pieces: [deliberation] }
  - { code: ars, libelle: Agence régionale de santé, quand: comite, delai_jours: 15, silence: aucun, force: obligatoire, fondement: "Code de la santé publique, L. 1431-2" }
  - { code: dreal, libelle: Direction de l'environnement, delai_jours: 30, silence: rendu }
  - { code: sdis, libelle: Service d'incendie, si: "volet = 'volet_1'", delai_jours: 30, silence: favorable }
contacts_internes:
  - { avis: abf, libelle: UDAP 2A, departements: ["2A"], courriel: udap2a@guichet.example }
  - { avis: ars, courriel: ars@guichet.example }
`
/** The call with these opinions, or with what a change makes of them. */
export const avecAvis =
  (changer = (avis: string) => avis) =>
  (texte: string) =>
    texte + changer(AVIS)

const i = paths.instruction
/** What the service asks and does of the opinions of a call, and what the bodies answer. */
export function gestesAvis(m: MondeInstruction) {
  const { w } = m
  const lignes = (id: string) =>
    w.auGuichet(tx => tx.selectFrom('avis').selectAll().where('dossier_id', '=', id).orderBy('demande_le').orderBy('code').execute())
  const gestes = {
    lignes,
    ligne: async (id: string, code: string) => (await lignes(id)).find(a => a.code === code && a.annule_le === null)!,
    demander: (id: string, code = '', plus: Record<string, string> = {}, qui: { cookie: string } = m.referent) =>
      w.post(i.avisDus(id), { code, ...plus }, qui.cookie),
    /** The link of the last mail that a mailbox received. */
    lien: async (courriel: string) =>
      (await w.courriels()).filter(c => c.destinataire === courriel && c.lien?.startsWith('/avis/')).at(-1)!.lien!,
    rendre: (lien: string, sens = 'favorable', texte = 'Oui.') => w.post(lien, { sens, texte }),
    page: async (id: string, qui: { cookie: string } = m.referent) => lu(await w.get(i.avis(id), qui.cookie)),
  }
  return gestes
}
/** A page as it reads, with plain spaces. */
export const lu = async (r: Response) =>
  (await r.text())
    .replace(/<[^>]+>/g, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/[\u00a0\u202f\s]+/g, ' ')

type Pose = {
  code?: string
  force?: string
  silence?: string
  sens?: string | null
  suite?: string
  suiteTexte?: string
  constate?: boolean
}
/** An opinion of the call as its acts leave it: asked on the 1st of September, answered on the 10th, or its silence established on the 2nd of October. */
export async function poserAvis(
  w: World,
  dossier: string,
  par: string,
  { code = 'abf', force = 'conforme', silence = 'favorable', sens = null, suite, suiteTexte = '', constate = false }: Pose = {},
) {
  const [demande, rendu, avant] = ['2021-09-01T08:00:00Z', '2021-09-10T08:00:00Z', '2021-10-01T22:00:00Z']
  await w.owner.query(
    `insert into avis (id, guichet_id, dossier_id, expert, courriel, demande, champs, jeton_sha256, demande_par, demande_le, expire_le, code, force, silence, avant, fondement,
       sens, texte, rendu_le, silence_le, attestation, suite, suite_texte, suite_le, suite_par)
     values (gen_random_uuid(), $1, $2, $3, $4, 'Votre avis ?', '{}', encode(sha256(gen_random_uuid()::text::bytea), 'hex'), $5, $6, '2021-10-31T22:59:59Z', $7, $8, $9, $10, 'Texte X',
       $11::text, case when $11::text is null then null else 'Le bois sera peint.' end, case when $11::text is null then null else $12::timestamptz end,
       case when $13::boolean then $10::timestamptz end, case when $13::boolean then '{}'::jsonb end, $14::text, $15, case when $14::text is null then null else $12::timestamptz end, case when $14::text is null then null else $5::uuid end)`,
    [
      w.guichetId,
      dossier,
      `Organisme ${code}`,
      `${code}@guichet.example`,
      par,
      demande,
      code,
      force,
      silence,
      avant,
      sens,
      rendu,
      constate,
      suite ?? null,
      suiteTexte,
    ],
  )
}

/** What the jobs of opinions are given. */
export const jobs = (w: World) => ({ db: w.db, guichetId: w.guichetId, config: w.deps.config })
