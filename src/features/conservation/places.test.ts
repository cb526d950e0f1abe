import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publier, SLUG } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'
import { lignesDe } from './archive/archive.queries.ts'
import { TABLES } from './archive/archive.table.ts'

/**
 * Where each table of a call or a dossier stands. `personne`: what somebody takes away of their structures' dossiers holds it (its rows, or what they
 * say in the PDF, the JSON or a letter). `terme`: what erasure does of it. `hors`: why the archive of the call does not hold its rows.
 * A table that a key ties to a call or a dossier must be here: whoever adds one says the three. Seen to fail: `avenants` taken from the archive, a line
 * taken from here, `delete from piece` taken from the erasure.
 */
type Place = { personne: boolean; terme: 'effacee' | 'gardee'; hors?: string }
const oui = (terme: Place['terme'] = 'gardee', hors?: string): Place => ({ personne: true, terme, ...(hors ? { hors } : {}) })
const non = (terme: Place['terme'] = 'gardee', hors?: string): Place => ({ personne: false, terme, ...(hors ? { hors } : {}) })
const PLACES: Record<string, Place> = {
  abonnement: oui('gardee', 'addresses of people who follow the call: nothing of it is an act'),
  acte: non(),
  acte_groupe_ligne: non('gardee', 'how one act was played for many dossiers: each act stands in the journal'),
  annotation: non('effacee'),
  appel: non('gardee', 'its text stands in appel/version-N.yml'),
  appel_version: non('gardee', 'appel/version-N.yml'),
  avenant: non(),
  avis: non('effacee'),
  avis_instance: non(),
  beneficiaire: oui(),
  bilan: oui('effacee'),
  bilan_depot: oui('effacee'),
  bilan_indicateur: oui(),
  bilan_jalon: oui(),
  bilan_piece: oui('effacee'),
  bilan_rappel: non('gardee', 'that a reminder left'),
  commande: oui(),
  commande_compte: non('gardee', 'counts of commandes.json'),
  complement: non('effacee'),
  complement_point: non('effacee'),
  confirmation: non('gardee', 'that the authority confirmed: decisions.json and the journal say it'),
  conflit: non(),
  consultation: oui('gardee', 'who of the service opened it, for a year: nothing of it is an act'),
  courriel: oui('effacee', 'mails of persons, whose letters are in the archive'),
  decision: oui(),
  delegation: oui(),
  deliberation: non(),
  depense: oui('effacee'),
  depot: oui('effacee'),
  derogation: non(),
  document_credits: non(),
  document_releve: non(),
  document_scelle: oui('effacee', 'that documents which are in the archive bear a seal: each bears its own'),
  dossier: oui('effacee'),
  emploi_delegation: non(),
  engagement: non('gardee', 'the number that each order of payment bears'),
  enveloppe: non(),
  export_paiement: non('gardee', 'a file given to whoever pays: its orders are in versements.json'),
  export_paiement_ligne: non('gardee', 'which orders a file held'),
  fermeture: non('gardee', 'when and why a call closed before its end: public'),
  fermeture_part: non('gardee', 'when and why a share of a call closed before its end: public'),
  grille: non(),
  imputation: non(),
  indicateur: oui(),
  instruction: non('gardee', 'what the inbox shows, worked out from the other tables'),
  instruction_recherche: non('effacee', 'words of the search'),
  irrecevabilite: non(),
  jalon: oui('effacee'),
  lecture_presentation: non('gardee', 'that somebody read what they then signed'),
  lot: oui('effacee'),
  message: oui('effacee'),
  message_lu: non('gardee', 'who has read up to where'),
  message_piece: oui('effacee'),
  mouvement: non(),
  mouvement_credits: non(),
  note: non(),
  notification: oui(),
  nouvelle: non('gardee', 'what was told by mail of the relevés, closings and movements, each of which stands elsewhere'),
  ordre: non(),
  ordre_ecart: non(),
  ouverture_dossier: non('gardee', 'who opened a dossier outside their perimeter: the journal says it'),
  partenaire: oui('effacee'),
  perimetre: {
    ...oui('gardee', 'who works on which call: the account’s export says its own, the journal when it was given'),
    terme: 'gardee',
  },
  phrase_type: non(
    'gardee',
    'sentences that a service keeps for its rules: nothing of a dossier, and what is sent of them stands in its verdict or its request',
  ),
  piece: oui('effacee'),
  presentation: non('gardee', 'how a decision came to its signature: the journal says it'),
  preselection: oui(),
  presence: non('effacee', 'who is typing now'),
  presence_salle: non('gardee', 'who has a room open: gone with the end of its séance'),
  proces_verbal: non(),
  publication_annonce: non('gardee', 'when people were told of a version: the journal says it'),
  publication_prevue: non('gardee', 'the instant set for a version: the journal keeps it, with its reasons'),
  rappel: non('gardee', 'that a reminder left'),
  rapport: non(),
  releve_annonce: non('gardee', 'when a call’s dossiers are collected: public, nothing of a person but who said it'),
  releve: non('gardee', 'one person’s list of what is to be looked at, without a decision'),
  ressource: oui('effacee'),
  scan_acte: non('gardee', 'pages on their way to an act: the signed act is in the archive'),
  scan_page: non('gardee', 'the same'),
  scenario: non('gardee', 'calculations of preparation, never a decision'),
  seance: non(),
  seance_dossier: non(),
  seance_membre: non(),
  seance_mouvement: non('gardee', 'who came, left and presided: the procès-verbal says it'),
  signature: non(),
  signature_decision: oui(),
  suivi: non(),
  televersement: non('effacee', 'a file half sent'),
  validation: oui('effacee'),
  valeur_retenue: non('effacee'),
  verdict: oui('effacee'),
  verdict_humain: non(),
  versement: non(),
}
/**
 * What somebody typed, or what was made of it, that erasure leaves: of a table tied to a dossier, every column of text or of JSON that is neither a code nor a fingerprint is
 * emptied by `effacer_dossier`, or says here why it stays. Seen to fail: `attestation` taken from the erasure, a column added to `avis`.
 */
const GARDEES: Record<string, string> = {
  'the decision, its act, its letter, or what motivates them':
    'acte.contenu acte.numero lecture_presentation.contenu presentation.note presentation.numero_acte signature_decision.contenu signature_decision.mentions avenant.avis avenant.demande avenant.imputations avenant.motif avenant.reponse avis.fondement avis_instance.raison decision.conditions decision.correction decision.hors_avis decision.motif deliberation.conclusion derogation.motif grille.avis irrecevabilite.annulation_motif irrecevabilite.lettre irrecevabilite.motif note.commentaire notification.lettre preselection.lettre preselection.motif rapport.criteres rapport.points_forts rapport.priorites rapport.reserves verdict_humain.motif',
  'who did not sit, and why a procès-verbal says it': 'conflit.motif',
  'money paid, asked back, and what was bought with it':
    'commande.departement commande.entreprise commande.objet commande_compte.departement commande_compte.nature commande_compte.pays suivi.motif_cloture versement.annule_motif versement.calcul versement.dp versement.ej',
  'a figure with its name and unit': 'beneficiaire.public indicateur.nom indicateur.unite',
  'that it existed, where, and in what state':
    'dossier.departement dossier.numero dossier.volet instruction.departement_pilote instruction.departements instruction.epci_siren instruction.numero instruction.porteur instruction.porteur_type instruction.titre instruction.volet',
  'how the service worked, without what was answered':
    'acte_groupe_ligne.motif instruction.etiquettes instruction.pieces_manquantes instruction.suite instruction.verdicts ouverture_dossier.motif scan_acte.motif scan_page.codes',
  'codes of the call, a key, a kind of file':
    'acte.cle acte.signe_cle acte.signe_type_mime annotation.ancre avis.anciens_jetons avis.champs avis.code avis.sens complement_point.champ complement_point.etape complement_point.piece depense.nature irrecevabilite.regles note.critere notification.cle partenaire.etapes ressource.etat verdict.clauses verdict.regle verdict.titre verdict_humain.regle',
  'amounts and counts that judged it, of other dossiers': 'depot.autres',
}

let w: World
beforeAll(async () => {
  w = await openWorld()
  await publier(w)
})
afterAll(() => w.close())

/** Tables tied to a call or a dossier by the database's own keys, however far. */
const liees = async () =>
  (
    await w.owner.query(`with recursive l (t) as (
      values ('appel'::regclass), ('dossier'::regclass)
      union select k.conrelid::regclass from pg_constraint k join l on k.confrelid = l.t where k.contype = 'f' and k.conrelid <> k.confrelid
    ) select t::text as nom from l order by 1`)
  ).rows.map(r => r.nom as string)
/** Columns of the tables tied to a dossier that may hold what somebody typed: neither one code among several, nor a fingerprint. */
const colonnes = async () =>
  (
    await w.owner.query(`with recursive l (t) as (
      values ('dossier'::regclass)
      union select k.conrelid::regclass from pg_constraint k join l on k.confrelid = l.t where k.contype = 'f' and k.conrelid <> k.confrelid
    ) select t::text as nom, a.attname as colonne from l join pg_attribute a on a.attrelid = t and a.attnum > 0 and not a.attisdropped
    where a.atttypid in ('text'::regtype, 'text[]'::regtype, 'json'::regtype, 'jsonb'::regtype) and not exists (select from pg_constraint k
      where k.conrelid = t and k.contype = 'c' and k.conkey = array[a.attnum] and pg_get_constraintdef(k.oid) ~ '= ANY \\(ARRAY|<@ ARRAY|~ ''\\^') order by 1, 2`)
  ).rows as { nom: string; colonne: string }[]
/** The table whose rows a file of the archive holds. */
const archivees = () => Object.values(TABLES).map(t => /from "?(\w+)"?/.exec(t.de('x').compile(w.db).sql)![1]!)

describe('chaque table d’un appel ou d’un dossier', () => {
  it('a dit sa place\u00a0: dans l’archive, dans ce qu’une personne emporte, au terme de la conservation', async () => {
    expect(await liees()).toEqual(Object.keys(PLACES).sort())
  })

  it('est dans l’archive de l’appel, ou dit pourquoi elle n’y est pas', async () => {
    const dedans = new Set(archivees())
    expect(Object.keys(PLACES).filter(t => !PLACES[t]!.hors && !dedans.has(t))).toEqual([])
    expect(Object.keys(PLACES).filter(t => PLACES[t]!.hors && dedans.has(t))).toEqual([])
  })

  it('a dit de chaque texte ce qui en reste au terme\u00a0: vidé par la base, ou gardé et pourquoi', async () => {
    const { def } = (await w.owner.query("select pg_get_functiondef('effacer_dossier'::regproc) as def")).rows[0]
    const actes = (def as string)
      .replace(/--.*$/gm, '')
      .split(';')
      .map(a => a.trim())
    const vide = ({ nom, colonne }: { nom: string; colonne: string }) =>
      actes.some(
        a =>
          a.startsWith(`delete from ${nom} `) ||
          (a.startsWith(`update ${nom} `) && a.split(' where guichet_id = g')[0]!.includes(` ${colonne} = `)),
      )
    const gardees = Object.values(GARDEES).flatMap(c => c.split(' '))
    const laissees = (await colonnes()).filter(c => !vide(c)).map(c => `${c.nom}.${c.colonne}`)
    expect(laissees).toEqual(gardees.toSorted())
  })

  it('se lit dans l’archive', async () => {
    const { id } = (await w.owner.query('select id from appel where slug = $1', [SLUG])).rows[0]
    for (const t of Object.keys(TABLES)) for await (const page of lignesDe(w.ctx(), id, t)) expect(page, t).toBeInstanceOf(Array)
  })

  it('est effacée au terme par la base si elle le dit, et elle seule', async () => {
    const { def } = (await w.owner.query("select pg_get_functiondef('effacer_dossier'::regproc) as def")).rows[0]
    const touchees = new Set([...(def as string).matchAll(/(?:delete from|update) (\w+)/g)].map(m => m[1]!))
    touchees.delete('preavis') // the notice itself
    expect([...touchees].sort()).toEqual(
      Object.keys(PLACES)
        .filter(t => PLACES[t]!.terme === 'effacee')
        .sort(),
    )
  })
})
