import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MondeSuivis, ouvrirSuivis } from '../suivi.ts'

/**
 * What the program's role may change or erase, table by table: a new right is a line here, with its reason where money or a proof stands.
 * Seen to fail before 0043: the list (`enveloppe: libelle montant`, whole rows of `versement`, `acte`, `notification`…, `delete` on
 * which was done.
 */
/** Money, decisions, what is signed, sent or filed: columns that an act writes after the row, and why. Nothing is ever erased. */
const TENUES: Record<string, [colonnes: string, pourquoi: string]> = {
  acte: [
    'decision_id retire_le signe_cle signe_depose_le signe_le signe_par signe_sha256 signe_type_mime vignettes',
    'it is signed or withdrawn later, and an amendment is then put on the decision that it makes; triggers keep what is signed. Miniatures are worked out from its file',
  ],
  avenant: [
    'acte_id avis decide_le decide_par decision_id imputations instruit_le instruit_par reponse retire_le sens',
    'asked, then instructed, then decided; a trigger keeps it once decided or withdrawn',
  ],
  avis_instance: [
    'abstention contre depot_id mandataires montant pour raison rendu_le rendu_par representes revision sans_vote sens votants',
    'rewritten while its séance is open, the journal keeping each; a trigger keeps it from then on',
  ],
  bilan_depot: ['lecture lu_le lu_par remarque', 'read once by the service; a trigger keeps it from then on'],
  brouillon_appel: [
    'modifie_le revision seuils_lus source titre effacer',
    'changed by each line that is written in the studio and each threshold that is read, and thrown away whole',
  ],
  commande: [
    'commandee_le departement depense_id entreprise ht lot_id objet pays retiree_le siret ttc',
    'corrected by the lauréat until its bilan is filed; what was filed is kept word for word in bilan_depot',
  ],
  declaration_structure: [
    'avant declaree_le dit etat motif par tranchee_le tranchee_par',
    'declared again after a refusal, then confirmed, joined, apart again or refused: the journal keeps each',
  ],
  delegation: [
    'depart_dit_le fin_motif finie_le finie_par preavis_le',
    'what its arrêté says never changes: told before its end, and ended once; a trigger keeps it from then on',
  ],
  document_releve: ['cle scelle_le sha256', 'sealed once, when its relevé may no longer be undone; a trigger keeps it from then on'],
  emploi_delegation: [
    'garde rendu_le',
    'what was signed is withdrawn, replaced or given up: the delegation has it back, or what is not kept of it',
  ],
  enveloppe: ['libelle', 'whoever decides locks the row, which asks for one column; no act writes it'],
  engagement: ['numero saisi_le saisi_par', 'written again while no order of payment bears it'],
  export_paiement: ['annule_le annule_par', 'cancelled once, while none of its orders is paid'],
  lecture_presentation: ['contenu empreinte lue_le', 'read again when its document has changed'],
  perimetre: ['au du effacer', 'a line of a role: given, taken back, its first and last day changed, each in the journal'],
  presentation: ['note rendue_le rendue_par rendue_pour reprise_le reprise_par', 'given back or taken back, once'],
  signature_decision: ['annulee_le', 'taken back in its first minutes; a trigger keeps it from then on'],
  fermeture: ['rouverte_le rouverte_motif rouverte_par', 'taken back once; a trigger keeps it from then on'],
  fermeture_part: ['rouverte_le rouverte_motif rouverte_par', 'the same, of one share'],
  irrecevabilite: ['annulation_motif annulee_le annulee_par', 'taken back once'],
  preselection: [
    'annoncee_le annoncee_par decidee_le decidee_par delegation_id lettre motif reponse seance_le signataire_id',
    'answered as often as one likes, then told; a trigger keeps it from then on',
  ],
  notification: [
    'cle demandee_le demandee_par envoyee_le ouverte_le ouverte_par sha256',
    'asked for, sent, opened; a trigger keeps the letter once sent',
  ],
  nouvelle: ['destinataires partie_le retiree_le', 'told once, or undone before'],
  preavis: ['efface_le', 'its term came'],
  proces_verbal: ['cle fige_le gel_motif non_signataires sha256', 'frozen once; a trigger keeps it from then on'],
  publication_annonce: ['destinataires partie_le retiree_le', 'told once, or undone before'],
  publication_prevue: [
    'fin finie_le motif prevue_le verifiee_le',
    'moved, read again an hour before, then published, called off or given up once',
  ],
  releve: [
    'comptes defait_le prevenu_le vague',
    'counted at the end of its own act, told ten minutes later; undone before, it stays under a name of its own: a trigger refuses it from then on',
  ],
  relecture: ['lue_le remarque retiree_le sens sha256 source', 'answered once, or taken back before; a trigger keeps what was answered'],
  releve_annonce: ['retiree_le', 'announced with a relevé that is undone'],
  structure: [
    'adresse categorie_juridique chiffre_affaires commune declaree departement effectifs nom region reunie_a rna sigle siren type',
    'declared by hand, confirmed, completed by a directory or joined; the policy leaves out the national referential',
  ],
  signataire: ['fin_le fin_par', 'an office ends once; a trigger keeps it from then on'],
  suivi: [
    'acheve_le clos_le debut depart etape fin fin_annoncee fin_initiale motif_cloture',
    'its days and steps; `verse` is the payments’ alone',
  ],
  vue_comme: ['finie_le', 'ended once'],
  versement: ['annule_le annule_motif annule_par verse_le', 'paid or cancelled, once; a trigger keeps its amount'],
}
/** Whole rows are the acts’ to change; nothing is erased. */
const CHANGEES =
  'acte_groupe acte_groupe_ligne annotation annuaire appartenance appel appel_version avis bilan bilan_indicateur bilan_jalon bilan_piece carte complement complement_point deliberation derogation dossier entreprise grille horloge instruction instruction_recherche interim journal_preuve liste_passee note ouverture_dossier partenaire piece rapport scan_acte scan_fichier scan_page scenario seance seance_dossier seance_membre'
/** Made again whole by each filing or import, or a mark that goes: erased, never changed. */
const REFAITES =
  'beneficiaire connexion consultation contour depense derniere_connexion emport geste_brouillon indicateur jalon lot phrase_type projet_passe ressource'
/** Accounts and what is theirs, mails that are erased on request, uploads and scans that are given up. */
const PASSAGERES =
  'abonnement agenda_secret agent cle_acces code_accepte compte courriel essai_mot_de_passe identite invitation invitation_agent limite_acte limite_debit message_lu preference presence presence_brouillon presence_salle role scan second_facteur session_http siret_prouve televersement verification vue'

let m: MondeSuivis
let d: string
const q = async (texte: string, valeurs: unknown[] = []) => (await m.w.owner.query(texte, valeurs)).rows
beforeAll(async () => {
  m = await ouvrirSuivis()
  d = (await m.laureats(1))[0]!
})
afterAll(() => m.w.close())

it('le programme ne change et n’efface que ce qu’un acte change ou efface', async () => {
  const droits = await q(
    `select c.relname as t, has_table_privilege('guichet_app', c.oid, 'update') as tout, has_table_privilege('guichet_app', c.oid, 'delete') as efface,
        (select string_agg(a.attname, ' ' order by a.attname) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          and has_column_privilege('guichet_app', c.oid, a.attnum, 'update')) as colonnes
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`,
  )
  const lus = Object.fromEntries(
    droits.filter(r => r.colonnes || r.efface).map(r => [r.t, `${r.tout ? '*' : (r.colonnes ?? '')}${r.efface ? ' effacer' : ''}`]),
  )
  const tous = (tables: string, droit: string) => Object.fromEntries(tables.split(' ').map(t => [t, droit]))
  expect(lus).toEqual({
    ...Object.fromEntries(Object.entries(TENUES).map(([t, [colonnes]]) => [t, colonnes])),
    ...tous(CHANGEES, '*'),
    ...tous(REFAITES, ' effacer'),
    ...tous(PASSAGERES, '* effacer'),
  })
})

describe('la base refuse au programme', () => {
  const essayer = (requete: string) =>
    m.w.auGuichet(async tx => {
      await sql.raw(requete).execute(tx)
    })
  it.each([
    'update enveloppe set montant = montant + 1',
    'update enveloppe set reserve = 0',
    'update enveloppe set accorde = 0',
    'update mouvement_credits set montant = 1',
    'update versement set montant = 1',
    'update versement set ordonne_le = now()',
    'update suivi set verse = 0',
    "update notification set lettre = '{}'",
    "update acte set numero = 'autre'",
    "update bilan_depot set contenu = '{}'",
    'update commande set bilan_id = bilan_id',
    "update proces_verbal set contenu = '{}'",
    'update instruction_compte set nombre = 0',
    'delete from dossier',
    'delete from fermeture',
    'update fermeture set ferme_le = now()',
    'delete from fermeture_part',
    'update fermeture_part set ferme_le = now()',
    'delete from releve_annonce',
    'delete from piece',
    'delete from appel_version',
  ])('%s', async requete => {
    await expect(essayer(requete)).rejects.toMatchObject({ code: '42501' })
  })

  it('de changer un avenant décidé, ou un versement constaté', async () => {
    const commun = [m.w.guichetId, d, m.admin.id]
    await q(
      `insert into avenant (id, guichet_id, dossier_id, objets, motif, demande, demande_par, demande_le, sens, decide_le)
        values (gen_random_uuid(), $1, $2, '{delai}', 'Retard', '{}', $3, '2022-01-10', 'accorde', '2022-01-11')`,
      commun,
    )
    await q(
      `insert into versement (id, guichet_id, dossier_id, nature, montant, calcul, ordonne_par, ordonne_le, verse_le)
        values (gen_random_uuid(), $1, $2, 'acompte', 100, '{}', $3, '2022-01-10', '2022-01-12')`,
      commun,
    )
    for (const requete of [
      "update avenant set sens = 'refuse', reponse = 'Non'",
      "update versement set verse_le = null, annule_le = '2022-01-13', annule_motif = 'Erreur'",
    ])
      await expect(essayer(requete), requete).rejects.toMatchObject({ code: '23001' })
  })
})
