import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { type MondeForfait, ouvrirForfait, SLUG_FORFAIT } from '../../test/forfait.ts'
import { lirePdf } from '../../test/lire-pdf.ts'
import { associer, validerCommun } from '../../test/projet-commun.ts'
import { formSigne } from '../../test/suivi-actes.ts'

/** A call without a plan, whose lump sum is computed, from a draft to the letter and the act. The tests follow one another in time. */
let m: MondeForfait
beforeAll(async () => {
  m = await ouvrirForfait()
})
afterAll(() => m.w.close())

const { dossiers: d, instruction: i } = paths
const CALCUL = '12 × 300 € = 3 600 €'
const CALCUL_CHANGE = '10 × 300 € = 3 000 €'
const page = (chemin: string, qui = m.porteur) => m.lire(m.w.get(chemin, qui.cookie))
const pdf = async (chemin: string, qui = m.porteur) =>
  (await lirePdf(Buffer.from(await (await m.w.get(chemin, qui.cookie)).arrayBuffer()))).texte.replace(/[\s\u00a0\u202f]+/g, ' ')
const reponses = async (id: string) =>
  (await m.q('select reponses, aide_demandee::int, cout_global from dossier where id = $1', [id])).rows[0]

describe('un forfait calculé, sans plan de financement', () => {
  let id: string

  it('la page de l’appel dit comment l’aide est calculée et qu’aucun plan n’est demandé', async () => {
    const lue = await page(paths.appels.voir(SLUG_FORFAIT))
    for (const mot of [
      'Aucun plan de financement n’est demandé : l’aide est calculée avec les réponses du dossier.',
      'Aide calculée par le guichet',
      'le plus petit de forfait de tous les ateliers et plafond selon la population',
      '« Combien d’ateliers dans l’année ? » × forfait d’un atelier',
      '15 000 € au plus',
    ])
      expect(lue).toContain(mot)
    expect(lue).not.toContain('Payée par l’aide')
    expect(await page(paths.appels.questions(SLUG_FORFAIT, 'unique'))).toContain('L’aide calculée par le guichet : rien à remplir')
  })

  it('le test d’éligibilité la donne avec ses chiffres, sans la demander', async () => {
    const q = new URLSearchParams({ structure: 'Vico', lieu: 'mairie', public: 'adultes', nombre_ateliers: '12' })
    const lu = await page(`${paths.eligibilite.resultat(SLUG_FORFAIT)}?${q}`)
    for (const mot of ['Aide calculée', '3 600 €', CALCUL]) expect(lu).toContain(mot)
    expect(await page(paths.eligibilite.tester(SLUG_FORFAIT))).not.toContain('Aide que vous demandez')
    q.delete('public')
    expect(await page(`${paths.eligibilite.resultat(SLUG_FORFAIT)}?${q}`)).toContain('il manque « Pour quel public ? »')
  })

  it('dans le brouillon, elle est du texte\u00a0: ce qu’un formulaire envoie sous son nom n’est pas lu', async () => {
    id = await m.brouillon()
    const html = await (await m.w.get(d.etape(id, 'ateliers'), m.porteur.cookie)).text()
    expect(html).not.toContain('name="aide"')
    const lue = await page(d.etape(id, 'ateliers'))
    for (const mot of ['Aide calculée', '3 600 €', CALCUL, 'Forfait d’un atelier (Mairie, Adultes)', 'elle ne se saisit pas'])
      expect(lue).toContain(mot)
    await m.ecrire(id, 'ateliers', { aide: '9 000', nombre_ateliers: '12' })
    expect((await reponses(id)).reponses.valeurs).toMatchObject({ aide: 360_000 })
    expect(await reponses(id)).toMatchObject({ aide_demandee: 360_000, cout_global: null })
    await m.ecrire(id, 'ateliers', { aide: 'beaucoup' })
    expect((await reponses(id)).reponses.illisibles).toEqual({})
    expect((await m.w.get(d.importPlan(id), m.porteur.cookie)).status).toBe(404)
    expect((await m.w.get(d.budgetPdf(id), m.porteur.cookie)).status).toBe(404)
  })

  it('elle change avec les réponses, et dit ce qu’il manque quand il en manque une', async () => {
    await m.ecrire(id, 'ateliers', { nombre_ateliers: '' })
    expect(await page(d.etape(id, 'ateliers'))).toContain('À compléter : il manque « Combien d’ateliers dans l’année ? »')
    expect(await reponses(id)).toMatchObject({ aide_demandee: null })
    // seen to fail: the link went to « #aide », where nothing can be answered
    const html = await (await m.w.get(d.etape(id, 'ateliers'), m.porteur.cookie)).text()
    expect(html).toMatch(/<a href="#lieu">Aller aux réponses dont l’aide dépend</)
    expect(html).not.toContain('href="#aide"')
    const refus = await m.deposer(id)
    expect(refus.status).toBe(422)
    await m.ecrire(id, 'ateliers', { nombre_ateliers: '12' })
    expect(await page(d.guide(id, 'ateliers'))).toContain(CALCUL)
  })

  it('la relecture et l’export du brouillon la disent avec son calcul', async () => {
    for (const lu of [await page(d.etape(id, 'depot')), await pdf(d.pdf(id))]) {
      expect(lu).toContain('Aide calculée')
      expect(lu).toContain(CALCUL)
      expect(lu).not.toContain('Coût global')
      expect(lu).not.toContain('Aucune dépense')
    }
  })

  it('déposée, sa valeur est gardée avec le dépôt\u00a0: l’accusé la dit, même quand la population change ensuite', async () => {
    m.w.regler('2027-03-15T15:59:59')
    await m.reussir('dépôt', m.deposer(id))
    expect(await m.depot(id)).toMatchObject({
      plan: 'aucun',
      montants: { aide: 360_000, part: null, autres: null, cout_global: null },
      aide_calculee: { montant: 360_000, clauses: ['A2', 'A3'] },
    })
    const accuse = await pdf(d.accuse(id))
    for (const mot of ['Aide calculée', '3 600,00 €', 'Comment l’aide est calculée', CALCUL]) expect(accuse).toContain(mot)
    expect(accuse).not.toContain('Coût global')
    await m.q("update structure set population = 12 where nom = 'Vico'")
    for (const lu of [await page(d.voir(id)), await page(i.dossier(id), m.administratrice)]) {
      expect(lu).toContain(CALCUL)
      expect(lu).toContain('Plafond selon la population (999)')
    }
    expect((await m.q('select origine, montant::int from ressource where dossier_id = $1', [id])).rows).toEqual([
      { origine: 'aide', montant: 360_000 },
    ])
  })

  it('le relevé de mars, à 16 h, prend ce qui est arrivé avant\u00a0; celui d’octobre prend le reste', async () => {
    m.w.regler('2027-03-15T15:00:00')
    const tard = await m.brouillon({ lieu: 'autre' })
    m.w.regler('2027-03-15T16:00:00')
    await m.reussir('dépôt', m.deposer(tard))
    await m.relever('2027-03-15T16:00:01')
    expect([await m.etat(id), await m.etat(tard)]).toEqual(['en_instruction', 'depose'])
    await m.relever('2027-10-15T15:59:59')
    expect(await m.etat(tard)).toBe('depose')
    await m.relever('2027-10-15T16:00:01')
    expect(await m.etat(tard)).toBe('en_instruction')
    m.w.regler('2027-03-16T09:00:00')
  })

  it('l’instruction la lit avec son calcul, et propose un montant sans base ni taux', async () => {
    const lue = await page(i.dossier(id), m.referent)
    for (const mot of ['Aide calculée', '3 600 €', CALCUL]) expect(lue).toContain(mot)
    expect(lue).not.toContain('Coût global')
    const analyse = await page(i.analyse(id), m.referent)
    for (const mot of ['Montant proposé', '3 600 € calculés par l’appel, au plus']) expect(analyse).toContain(mot)
    expect(analyse).not.toContain('Base × taux')
    expect(await page(i.boite, m.referent)).toContain('3 600 €')
  })

  it('des compléments qui changent une réponse la recalculent\u00a0; le premier dépôt garde la sienne, et les versions disent les deux', async () => {
    await m.reussir('prise en charge', m.w.post(i.priseEnCharge(id), {}, m.referent.cookie))
    const cibles = await (await m.w.get(i.complements(id), m.referent.cookie)).text()
    expect(cibles).toContain('c:ateliers:nombre_ateliers')
    expect(cibles).not.toContain('c:ateliers:aide')
    const demande = { 'cible-1': 'c:ateliers:nombre_ateliers', 'demande-1': 'Combien d’ateliers, en vrai ?', echeance: '12/04/2027' }
    await m.reussir('demande', m.w.post(i.complements(id), demande, m.referent.cookie))
    await m.reussir('réponse', m.ecrire(id, 'ateliers', { nombre_ateliers: '10' }))
    expect(await page(d.etape(id, 'ateliers'))).toContain(CALCUL_CHANGE)
    await m.reussir('envoi', m.w.post(d.complements(id), { reponse: 'Dix ateliers.' }, m.porteur.cookie))
    const { rows } = await m.q(
      "select version, (contenu::jsonb #>> '{aide_calculee,montant}')::int as montant from depot where dossier_id = $1 order by version",
      [id],
    )
    expect(rows).toEqual([
      { version: 1, montant: 360_000 },
      { version: 2, montant: 300_000 },
    ])
    const versions = await page(i.versions(id), m.referent)
    for (const mot of ['Aide calculée', '3 600,00 €', '3 000,00 €']) expect(versions).toContain(mot)
    expect(await page(i.dossier(id), m.referent)).toContain(CALCUL_CHANGE)
    const [k] = (await m.q('select id from complement where dossier_id = $1', [id])).rows
    await m.reussir('clôture', m.w.post(i.clotureComplement(id, k.id), { note: 'Vu.', tout: 'oui' }, m.referent.cookie))
  })

  it('la fiche du comité, la salle et la lettre disent le calcul\u00a0; l’acte n’a ni base ni taux', async () => {
    await m.auComite(id, '3 000')
    expect((await m.q('select base, taux, montant::int from rapport where dossier_id = $1', [id])).rows).toEqual([
      { base: null, taux: null, montant: 300_000 },
    ])
    expect(await pdf(i.fiche(id), m.referent)).toContain(CALCUL_CHANGE)
    m.w.regler('2027-04-20T14:30:00')
    const seance = await m.decider(id, '3 000')
    const salle = await page(paths.comite.salleDossier(seance, id), m.administratrice)
    expect(salle).toContain('Aide calculée')
    expect(salle).toContain(CALCUL_CHANGE)
    const vers = await m.reussir(
      'scénario',
      m.w.post(paths.comite.scenarios(seance), { nom: 'Comme décidé', faire: 'main' }, m.administratrice.cookie),
    )
    expect(await page(vers.replace(/\/montants$/, ''), m.administratrice)).toContain(CALCUL_CHANGE)
    expect(await page(`${paths.comite.comparaisonScenarios(seance)}`, m.administratrice)).toContain(CALCUL_CHANGE)
    await m.notifier(id, seance)
    expect(await m.etat(id)).toBe('retenu')
    const lettre = (await m.q('select lettre from notification where dossier_id = $1', [id])).rows[0].lettre
    const dit = JSON.stringify(lettre).replace(/[\u00a0\u202f]/g, ' ')
    expect(dit).toContain('Une aide de 3 000 € (trois mille euros) vous est accordée.')
    expect(dit).toContain(CALCUL_CHANGE)
    expect(dit).not.toContain('coût global')
    await m.reussir('acte', m.w.post(paths.suiviDossier.acte(id), { duree: '12' }, m.referent.cookie))
    const acte = (await m.q('select id from acte where dossier_id = $1', [id])).rows[0].id
    const ecrit = await pdf(paths.suiviDossier.actePdf(id, acte), m.referent)
    expect(ecrit).toContain(CALCUL_CHANGE)
    expect(ecrit).not.toContain('Dépense éligible')
    expect(ecrit).not.toContain('100 %')
  })

  // seen to fail: without an invoice nothing was earned, and the balance asked all of the advance back
  it('le forfait se paie sur ce qui est déclaré fait\u00a0: ni facture, ni coût réel', async () => {
    const s = paths.suiviDossier
    const acte = (await m.q('select id from acte where dossier_id = $1', [id])).rows[0].id
    await m.reussir('signature', m.w.post(s.signature(id, acte), formSigne('2027-04-20'), m.referent.cookie))
    const avant = await page(paths.suivi.dossier(id), m.referent)
    expect(avant).toContain('Aide accordée 3 000 €, aide gagnée par ce qui est déclaré fait 0 €')
    expect(avant).not.toContain('dépenses')
    await m.q("update suivi set acheve_le = '2027-09-30' where dossier_id = $1", [id])
    m.w.regler('2027-10-20T10:00:00')
    const form = await (await m.w.get(s.versements(id, 'solde'), m.referent.cookie)).text()
    expect(form).not.toContain('name="coutReel"')
    const cle = /name="cle" value="([^"]+)"/.exec(form)![1]!
    const relu = await page(`${s.versements(id, 'solde')}?${new URLSearchParams({ cle, ej: '', dp: '' })}`, m.referent)
    expect(relu).toContain('3 000,00 € sont versés')
    expect(relu).toContain('Aide due 3 000 € (projet déclaré terminé), déjà ordonné 0 €')
    await m.reussir('solde', m.w.post(s.versements(id, 'solde'), { cle, ej: '', dp: '', vu: 'solde 300000' }, m.referent.cookie))
    expect((await m.q('select nature, montant::int from versement where dossier_id = $1', [id])).rows).toEqual([
      { nature: 'solde', montant: 300_000 },
    ])
  })

  it('les données ouvertes disent la formule, jamais les réponses', async () => {
    const csv = await (await m.w.get(paths.appels.laureatsFeuilles.csv(SLUG_FORFAIT))).text()
    expect(csv).toContain('min(forfait des ateliers ; plafond par taille)')
    expect(csv).not.toContain('12 ×')
  })
})

describe('une aide qui compte les structures du projet', () => {
  it('est refaite quand une structure arrive ou part, et le dépôt garde la dernière', async () => {
    const n = await ouvrirForfait(t =>
      t.replace('calcul: min(forfait des ateliers ;', 'calcul: min(forfait des ateliers + 100 € * partenaires ;'),
    )
    try {
      const id = await n.brouillon()
      const lue = () => n.lire(n.w.get(d.etape(id, 'ateliers'), n.porteur.cookie))
      expect(await lue()).toContain('le plus petit de 3 600 € + 100 € × 0 et 8 000 € = 3 600 €')
      const olmeto = await n.w.compte({ structures: ['Olmeto'] })
      await associer(n.w, n.porteur.cookie, id, 'Olmeto')
      expect(await lue()).toContain('3 700 €')
      await n.reussir('validation', validerCommun(n.w, olmeto.cookie, id))
      // what was validated holds, since the aid is no answer
      expect(await n.lire(n.w.get(d.etape(id, 'porteur'), n.porteur.cookie))).not.toContain('À revalider')
      await n.reussir('dépôt', n.deposer(id))
      expect((await n.depot(id)).aide_calculee.montant).toBe(370_000)
      expect((await n.q('select aide_demandee::int from dossier where id = $1', [id])).rows).toEqual([{ aide_demandee: 370_000 }])
    } finally {
      await n.w.close()
    }
  })
})
