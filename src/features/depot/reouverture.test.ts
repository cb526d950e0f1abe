import { describe, expect, it, onTestFinished } from 'vitest'
import { paths } from '../../paths.ts'
import { type Compte, ouvrirDepots } from '../../test/depots.ts'
import { associer, partenairesDe } from '../../test/projet-commun.ts'
import { deposer, dossierPret, joindre, lisible, PDF, publier } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'

describe('modifier un dossier déposé, avant la clôture', () => {
  let w: World
  let vico: Compte
  let referent: Compte
  ouvrirDepots(v => {
    ;({ w, vico, referent } = v)
  })

  const depots = (id: string) =>
    w.auGuichet(tx => tx.selectFrom('depot').selectAll().where('dossier_id', '=', id).orderBy('version').execute())
  const ligne = (id: string) => w.auGuichet(tx => tx.selectFrom('dossier').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
  const pieces = (id: string) =>
    w.auGuichet(tx => tx.selectFrom('piece').select(['id', 'nom', 'retiree_le']).where('dossier_id', '=', id).orderBy('id').execute())
  const rouvrir = (id: string, cookie = vico.cookie) => w.post(paths.dossiers.reouverture(id), {}, cookie)
  const refermer = (id: string, cookie = vico.cookie) => w.post(paths.dossiers.finReouverture(id), {}, cookie)
  const titrer = (id: string, titre: string, cookie = vico.cookie) => w.post(paths.dossiers.etape(id, 'projet'), { titre }, cookie)
  const depose = async () => {
    const id = await dossierPret(w, vico.cookie)
    expect((await deposer(w, vico.cookie, id)).status).toBe(303)
    return id
  }
  const lire = async (chemin: string, cookie = vico.cookie) => lisible(await w.get(chemin, cookie))

  it('je modifie et dépose à nouveau\u00a0: nouvel accusé, et d’ici là le service lit ce qui était déposé', async () => {
    const id = await depose()
    expect(await lire(paths.dossiers.voir(id))).toContain('Tant que vous ne déposez pas à nouveau, ce dépôt compte')
    w.regler('2021-09-14T09:00:00')
    expect((await rouvrir(id)).headers.get('location')).toBe(paths.dossiers.voir(id))
    expect((await rouvrir(id)).status).toBe(303)
    await titrer(id, 'Un guichet pour toutes les familles')
    await w.post(paths.dossiers.etape(id, 'plan'), { 'depenses.portail1.ht': '11 000', part: '3 500,50', aide: '10 000' }, vico.cookie)
    const etape = await lire(paths.dossiers.etape(id, 'projet'))
    expect(etape).toContain('Le dépôt du 13 septembre 2021 à 10 h 00 compte tant que vous ne déposez pas à nouveau')
    expect(etape).toContain('Déposé, en modification')
    const chezLeReferent = await lire(paths.instruction.dossier(id), referent.cookie)
    expect(chezLeReferent).toContain('Un guichet en ligne pour les familles')
    expect(chezLeReferent).not.toContain('toutes les familles')
    expect(await lire(paths.instruction.boite, referent.cookie)).not.toContain('toutes les familles')

    w.regler('2021-09-15T09:30:00')
    const r = await deposer(w, vico.cookie, id)
    const page = await lire(r.headers.get('location')!)
    expect(page).toContain('Votre dossier est déposé à nouveau')
    expect(page).toContain('version 2')
    const [un, deux] = await depots(id)
    expect(page).toContain(deux!.sha256)
    expect([un!.version, deux!.version]).toEqual([1, 2])
    expect(un!.sha256).not.toBe(deux!.sha256)
    expect(JSON.parse(un!.contenu).titre).toBe('Un guichet en ligne pour les familles')
    expect(await ligne(id)).toMatchObject({
      etat: 'depose',
      rouvert_le: null,
      titre: 'Un guichet pour toutes les familles',
      cout_global: 1_350_050,
    })
    const depenses = await w.auGuichet(tx =>
      tx.selectFrom('depense').select(['rang', 'ht']).where('dossier_id', '=', id).orderBy('rang').execute(),
    )
    expect(depenses).toEqual([
      { rang: 1, ht: 1_100_000 },
      { rang: 2, ht: 250_050 },
    ])
    const verdicts = await w.auGuichet(tx =>
      tx.selectFrom('verdict').select('depot_id').where('depot_id', 'in', [un!.id, deux!.id]).execute(),
    )
    expect(new Set(verdicts.map(v => v.depot_id))).toEqual(new Set([un!.id, deux!.id]))
    expect(await lire(paths.instruction.dossier(id), referent.cookie)).toContain('toutes les familles')
    const accuses = (await w.courriels()).filter(m => m.dossier_id === id)
    expect(accuses.map(m => m.sujet.includes('à nouveau'))).toEqual([false, true])
    for (const d of [un!, deux!])
      expect(
        await lisible(await w.get(`${paths.verifier}?${new URLSearchParams({ numero: (await ligne(id)).numero, empreinte: d.sha256 })}`)),
      ).toContain('Cet accusé correspond à un dépôt')
    expect((await w.journal()).filter(e => e.objet_id === id).map(e => e.action)).toEqual(
      expect.arrayContaining(['dossier.depose', 'dossier.rouvert', 'dossier.depose']),
    )
  })

  it('six dépôts à nouveau au même instant en font un seul', async () => {
    const id = await depose()
    await rouvrir(id)
    await titrer(id, 'Un autre titre')
    const six = await Promise.all(Array.from({ length: 6 }, () => deposer(w, vico.cookie, id)))
    expect(six.map(r => r.status)).toEqual([303, 303, 303, 303, 303, 303])
    expect((await depots(id)).map(d => d.version)).toEqual([1, 2])
    expect((await w.courriels()).filter(m => m.dossier_id === id)).toHaveLength(2)
  })

  it('je renonce à mes changements\u00a0: réponses et pièces du dépôt reviennent, et l’histoire des pièces reste', async () => {
    const id = await depose()
    const avant = await pieces(id)
    const contenu = (await ligne(id)).reponses
    await rouvrir(id)
    await titrer(id, 'Un titre que je regrette')
    await joindre(w, vico.cookie, id, 'budget', new Blob([await PDF.text(), '% autre']), 'autre-budget.pdf')
    await w.post(paths.dossiers.retraitPiece(id, 'deliberation', avant[0]!.id), {}, vico.cookie)
    expect((await pieces(id)).filter(p => p.retiree_le === null).map(p => p.nom)).toEqual(['autre-budget.pdf'])
    expect(await lire(paths.dossiers.finReouverture(id))).toContain('Le dossier revient tel que vous l’avez déposé le 13 septembre 2021')
    expect((await refermer(id)).headers.get('location')).toBe(paths.dossiers.voir(id))
    expect((await refermer(id)).status).toBe(303)
    expect(await ligne(id)).toMatchObject({ etat: 'depose', rouvert_le: null, reponses: contenu })
    const apres = await pieces(id)
    expect(apres.filter(p => p.retiree_le === null).map(p => p.id)).toEqual(avant.map(p => p.id))
    expect(apres.find(p => p.nom === 'autre-budget.pdf')?.retiree_le).not.toBeNull()
    expect(await depots(id)).toHaveLength(1)
    expect((await w.journal()).filter(e => e.objet_id === id && e.action === 'dossier.referme')).toHaveLength(1)
    const encore = await titrer(id, 'Encore')
    expect([encore.status, await lisible(encore)]).toEqual([422, expect.stringContaining('Encore')])
    expect((await ligne(id)).reponses).toEqual(contenu)
  })

  it('je renonce à mes changements\u00a0: une structure associée depuis, fût-ce au même instant, n’y est plus', async () => {
    const id = await depose()
    await rouvrir(id)
    await w.compte({ structures: ['Olmeto'] })
    await associer(w, vico.cookie, id, 'Olmeto')
    expect((await partenairesDe(w, id)).map(p => p.retire_le)).toEqual([null])
    await refermer(id)
    expect((await partenairesDe(w, id)).map(p => p.retire_le)).toEqual([w.horloge.instant])
  })

  it('une page ouverte sur des changements abandonnés ne les rend pas en silence', async () => {
    const id = await depose()
    await rouvrir(id)
    await titrer(id, 'Abandonné')
    const { revision } = await ligne(id)
    await refermer(id)
    await rouvrir(id)
    const r = await deposer(w, vico.cookie, id, {
      engagements: ['au_nom_de', 'moyens', 'bilans', 'exactitude'],
      revision: String(revision),
    })
    expect(r.status).toBe(409)
    expect(await depots(id)).toHaveLength(1)
  })

  it('à la clôture mes changements ne comptent plus\u00a0: la page le dit et montre ce qui est déposé', async () => {
    const id = await depose()
    await rouvrir(id)
    await titrer(id, 'Jamais déposé à nouveau')
    w.regler('2021-09-18T00:00:00')
    const page = await lire(paths.dossiers.voir(id))
    expect(page).toContain('Vos derniers changements n’ont pas été déposés')
    expect(page).toContain('Un guichet en ligne pour les familles')
    expect(page).not.toContain('Jamais déposé à nouveau')
    const tard = await deposer(w, vico.cookie, id)
    expect(tard.status).toBe(422)
    expect(await lisible(tard)).toContain('Votre dépôt est arrivé après la clôture')
    const apres = await titrer(id, 'Trop tard')
    expect([apres.status, await lisible(apres)]).toEqual([422, expect.stringContaining('Trop tard')])
    const filed = await (await w.get(paths.dossiers.donnees(id), vico.cookie)).text()
    expect(filed).toBe((await depots(id))[0]!.contenu)
    expect((await refermer(id)).status).toBe(303)
    expect(await lire(paths.dossiers.voir(id))).not.toContain('n’ont pas été déposés')
  })

  it('après la clôture je ne rouvre plus, et je lis depuis quand', async () => {
    const id = await depose()
    w.regler('2021-09-18T00:00:00')
    const r = await rouvrir(id)
    expect(r.status).toBe(422)
    expect(await lisible(r)).toContain('Le dépôt est clos depuis le 17 septembre 2021 à 23 h 59 min 59 s')
    expect(await lire(paths.dossiers.voir(id))).not.toContain('Modifier le dossier')
    expect((await ligne(id)).rouvert_le).toBeNull()
  })

  it('un brouillon ne se rouvre pas, un dossier d’une autre structure n’existe pas', async () => {
    const brouillon = await dossierPret(w, vico.cookie)
    expect((await rouvrir(brouillon)).status).toBe(303)
    expect((await refermer(brouillon)).status).toBe(303)
    expect((await ligne(brouillon)).etat).toBe('brouillon')
    const id = await depose()
    const ailleurs = await w.compte({ structures: ['Bastia'] })
    for (const { cookie } of [ailleurs, referent]) {
      expect((await rouvrir(id, cookie)).status).toBe(404)
      expect((await refermer(id, cookie)).status).toBe(404)
      expect((await w.get(paths.dossiers.finReouverture(id), cookie)).status).toBe(404)
    }
    expect((await ligne(id)).rouvert_le).toBeNull()
  })
})

it('déposé dans la première vague, mon dossier ne se rouvre pas dans la seconde', async () => {
  const w = await openWorld()
  onTestFinished(() => w.close())
  await publier(w, texte =>
    texte.replace(
      '      clauses: [C4.1, C4.2]\n',
      `$&    - { code: automne, libelle: Seconde vague, ouverture: 2021-10-04 09:00:00, cloture: 2021-11-30 12:00:00 }\n`,
    ),
  )
  const vico = await w.compte({ structures: ['Vico'] })
  const id = await dossierPret(w, vico.cookie)
  expect((await deposer(w, vico.cookie, id)).status).toBe(303)
  w.regler('2021-10-15T10:00:00')
  const r = await w.post(paths.dossiers.reouverture(id), {}, vico.cookie)
  expect(r.status).toBe(422)
  expect(await lisible(r)).toContain('Le dépôt est clos depuis le 17 septembre 2021 à 23 h 59 min 59 s')
  expect(await lisible(await w.get(paths.dossiers.voir(id), vico.cookie))).not.toContain('Modifier le dossier')
})
