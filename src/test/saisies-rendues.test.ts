import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../paths.ts'
import { type GestesComplements, surUnDossierInstruit } from './complements.ts'
import type { Compte } from './depots.ts'
import type { MondeInstruction } from './instruits.ts'
import { type AEnvoyer, ecouter, envoyerEn, type Serveur } from './lignes.ts'
import { ouvrirTroisCommunes, partenairesDe, projetCommun, VALIDATION, validationsDe } from './projet-commun.ts'
import { formulaire, type MondeSuivis, ouvrirSuivis } from './suivi.ts'
import { type GestesActes, surUnConventionne } from './suivi-actes.ts'
import { commencer, lisible, PDF } from './vico.ts'
import type { World } from './world.ts'

const TARD = { ouvert: '2021-09-17T23:59:40', secondes: 180 }
const RECU = 'Le serveur a reçu cet envoi le 18 septembre 2021 à 0 h 02 min 40 s'
const TABLEAU = 'Dépense\tMontant HT\nPortail des familles\t4 000'

// Seen to fail, each of them, where the answer was the page that a reader of the dossier is given (303), or one without the form that was sent.
describe('ouvert à 23 h 59 min 40 s et entier à 0 h 02 min 40 s', () => {
  let w: World
  let vico: Compte
  let olmeto: Compte
  let s: Serveur
  ouvrirTroisCommunes(v => {
    ;({ w, vico, olmeto } = v)
  })
  beforeEach(async () => {
    s = await ecouter(w)
  })
  const tard = async (e: AEnvoyer) => {
    const r = await envoyerEn(w, s, TARD, e)
    await s.fermer()
    return r
  }

  it.each([
    ['entière', 'oui'],
    ['sans son engagement', 'non'],
  ])('la validation d’un partenaire, %s, n’est pas écrite\u00a0: ce qu’il a tapé lui est rendu', async (_, engagement) => {
    const { id, partenaires } = await projetCommun(w, vico.cookie, ['Olmeto'])
    const chemin = paths.dossiers.validation(id)
    const cache = (await (await w.get(chemin, olmeto.cookie)).text()).match(/name="empreinte" value="([^"]*)"/)
    const corps = { ...VALIDATION, partenaire: partenaires[0]!, empreinte: cache![1]!, engagement }
    const r = await tard({ chemin, cookie: olmeto.cookie, corps })
    expect(r.statut).toBe(422)
    for (const mots of [RECU, VALIDATION.fonction, VALIDATION.moyens]) expect(r.texte).toContain(mots)
    expect(await validationsDe(w, partenaires[0]!)).toEqual([])
  })

  it('un partenaire ne se retire plus\u00a0: son motif lui est rendu', async () => {
    const { id, partenaires } = await projetCommun(w, vico.cookie, ['Olmeto'])
    const motif = 'Le conseil a dit non.'
    const r = await tard({ chemin: paths.dossiers.refusPartenaire(id, partenaires[0]!), cookie: olmeto.cookie, corps: { motif } })
    expect(r.statut).toBe(422)
    for (const mots of [RECU, motif]) expect(r.texte).toContain(mots)
    expect((await partenairesDe(w, id)).map(p => p.retire_le)).toEqual([null])
  })

  it.each([
    ['collé', { texte: TABLEAU }],
    ['relu, et confirmé', { donnees: JSON.stringify(TABLEAU.split('\n').map(l => l.split('\t'))), cle: 'a', mode: 'ajouter' }],
  ])('un tableau de dépenses %s n’entre plus dans le plan\u00a0: il est rendu', async (_, corps) => {
    const id = await commencer(w, vico.cookie)
    const r = await tard({ chemin: paths.dossiers.importPlan(id), cookie: vico.cookie, corps })
    expect(r.statut).toBe(422)
    for (const mots of [RECU, 'Aucune dépense n’est importée', 'Portail des familles 4 000']) expect(r.texte).toContain(mots)
    expect((await w.owner.query('select id from depense where dossier_id = $1', [id])).rows).toEqual([])
  })
})

describe('ce que le service n’attend plus', () => {
  let m: MondeInstruction
  let id: string
  let g: GestesComplements
  surUnDossierInstruit(v => {
    ;({ m, id, g } = v)
  })

  it('la réponse à une demande retirée entre-temps est rendue, et rien ne part', async () => {
    await g.demander()
    const [demande] = await g.demandes()
    await m.w.post(paths.instruction.retraitComplement(id, demande!.id), { motif: 'Plus utile.' }, m.referent.cookie)
    const r = await m.w.post(paths.dossiers.complements(id), { reponse: 'Trois cents familles, par l’école.' }, m.porteur.cookie)
    expect(r.status).toBe(409)
    expect(await lisible(r)).toMatch(/Le service n’attend pas de compléments.*Trois cents familles, par l’école\./)
    expect((await g.demandes())[0]!.repondu_le).toBeNull()
  })
})

describe('un bilan déposé par un collègue pendant que je le remplis', () => {
  let m: MondeSuivis
  let chemin: string
  let cle: { dossier: string; bilan: string }
  let saisi: Record<string, string>
  beforeAll(async () => {
    m = await ouvrirSuivis()
  })
  beforeEach(async () => {
    cle = await m.unBilan('2022-01-10T10:00:00')
    chemin = paths.bilans.voir(cle.dossier, cle.bilan)
    saisi = await formulaire(m.w, chemin, m.vico.cookie)
    await m.w.post(chemin, { ...saisi, _suite: 'deposer' }, m.collegue.cookie)
  })
  afterAll(() => m.w.close())
  const difficultes = 'Le prestataire a deux mois de retard.'

  it.each(['deposer', 'ajouter', ''])('ce que j’avais tapé m’est rendu (« %s »), et le bilan déposé reste', async suite => {
    const r = await m.w.post(chemin, { ...saisi, difficultes, 'c.objet': 'Serveurs', _suite: suite }, m.vico.cookie)
    expect(r.status).toBe(422)
    const page = await lisible(r)
    for (const mots of ['Ce bilan ne change plus', difficultes, 'Serveurs']) expect(page).toContain(mots)
    expect(page).not.toMatch(/Ce que vous aviez saisi.*Pays de l’entreprise/) // shown as it was: nothing of theirs
    const { rows } = await m.w.owner.query('select etat, difficultes from bilan where id = $1', [cle.bilan])
    expect(rows).toEqual([{ etat: 'depose', difficultes: '' }])
  })

  it.each([
    ['une liste de commandes', (c: typeof cle) => paths.bilans.importCommandes(c.dossier, c.bilan)],
    ['des pièces', (c: typeof cle) => paths.bilans.pieces(c.dossier, c.bilan)],
  ])('%s\u00a0: la page dit que rien n’est enregistré', async (_, ou) => {
    const f = new FormData()
    f.set('fichier', PDF, 'facture.pdf')
    const r = await m.w.post(ou(cle), f, m.vico.cookie)
    expect(r.status).toBe(422)
    expect(await lisible(r)).toContain('Ce que vous venez d’envoyer n’est pas enregistré.')
  })
})

describe('un acte du suivi que quelqu’un d’autre a déjà fait', () => {
  let m: MondeSuivis
  let g: GestesActes
  let d: string
  surUnConventionne('2022-03-01T10:00:00', v => {
    ;({ m, g, d } = v)
  })
  const p = paths.suiviDossier
  const demander = (motif: string) => m.w.post(paths.actes.avenants(d), { objets: ['delai'], fin: '31/12/2022', motif }, m.vico.cookie)
  const rendu = async (r: Response, ...mots: string[]) => {
    expect(r.status).toBe(409)
    const page = await lisible(r)
    for (const mot of ['Ce que vous aviez saisi', ...mots]) expect(page).toContain(mot)
  }

  // seen to fail, each: the page said why, and the words were gone
  it('un avis et une réponse sur un avenant déjà décidé, une demande pendant qu’une autre attend', async () => {
    await demander('Le marché est infructueux.')
    await rendu(await demander('Le prestataire a changé.'), 'Le prestataire a changé.', '31/12/2022')
    const { id } = (await m.w.owner.query('select id from avenant where dossier_id = $1', [d])).rows[0]
    await rendu(await m.w.post(p.decisionAvenant(d, id), { sens: 'refuse', reponse: 'Trop tôt.' }, m.admin.cookie), 'Trop tôt.')
    await m.w.post(p.avisAvenant(d, id), { avis: 'Favorable.' }, m.referent.cookie)
    await m.w.post(p.decisionAvenant(d, id), { sens: 'refuse', reponse: 'Non.' }, m.admin.cookie)
    await rendu(
      await m.w.post(p.avisAvenant(d, id), { avis: 'Réservé, à cause du calendrier.' }, m.referent.cookie),
      'à cause du calendrier',
    )
    await rendu(
      await m.w.post(p.decisionAvenant(d, id), { sens: 'refuse', reponse: 'Une autre raison.' }, m.admin.cookie),
      'Une autre raison.',
    )
  })

  it('le motif d’une annulation, la remarque d’un bilan', async () => {
    await g.ordonner(d, 'avance', { montant: '1 000' })
    const [{ id }] = await g.versements(d)
    await m.w.post(p.annulation(d, id), { raison: 'Mauvais RIB.' }, m.referent.cookie)
    await g.ordonner(d, 'avance', { montant: '1 000' })
    const paye = (await g.versements(d)).at(-1).id
    await g.payer(d)
    await rendu(await m.w.post(p.annulation(d, paye), { raison: 'Payé deux fois.' }, m.referent.cookie), 'Payé deux fois.')
    const b = (await m.bilans(d))[0]!.id
    await m.w.post(paths.bilans.rien(d, b), {}, m.vico.cookie)
    await m.w.post(paths.suivi.acceptation(b), { depot: '1' }, m.admin.cookie)
    await rendu(
      await m.w.post(paths.suivi.renvoi(b), { depot: '1', remarque: 'La facture manque.' }, m.referent.cookie),
      'La facture manque.',
    )
  })
})
