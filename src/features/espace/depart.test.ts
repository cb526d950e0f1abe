import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { associer } from '../../test/projet-commun.ts'
import { commencer, deposer, dossierPret, lisible, publier } from '../../test/vico.ts'
import { openWorld, URL_TEST, type World } from '../../test/world.ts'

describe('quitter une structure', () => {
  let w: World
  beforeAll(async () => {
    w = await openWorld()
    await publier(w)
  })
  afterAll(() => w.close())
  type Compte = Awaited<ReturnType<World['compte']>>
  const appartenance = async (compte: Compte) =>
    w.auGuichet(tx => tx.selectFrom('appartenance').selectAll().where('compte_id', '=', compte.id).executeTakeFirstOrThrow())
  const partir = async (compte: Compte, corps: Record<string, string> = {}) => {
    const a = await appartenance(compte)
    return w.post(paths.structures.retrait(a.structure_id, a.id), corps, compte.cookie)
  }
  const referent = (departement: string) =>
    w.compte({ roles: [{ role: 'referent_departemental', departements: [departement], volets: ['volet_1', 'volet_2', 'volet_3'] }] })
  const lu = async (r: Response | Promise<Response>) => (await lisible(await r)).replaceAll('\u00a0', ' ')

  it('mon brouillon reste à la structure, mes collègues le reprennent, et je n’ai plus rien, même d’une page restée ouverte', async () => {
    const [part, reste] = [await w.compte({ structures: ['Vico'] }), await w.compte({ structures: ['Vico'] })]
    const id = await dossierPret(w, part.cookie)
    expect((await partir(part)).status).toBe(303)
    for (const chemin of [
      paths.dossiers.voir(id),
      paths.dossiers.etape(id, 'projet'),
      paths.dossiers.guide(id, 'projet'),
      paths.dossiers.donnees(id),
    ])
      expect((await w.get(chemin, part.cookie)).status, chemin).toBe(404)
    const auFil = await w.app.request(URL_TEST + paths.dossiers.etape(id, 'projet'), {
      method: 'PUT',
      headers: { origin: URL_TEST, cookie: part.cookie, accept: 'application/json' },
      body: new URLSearchParams({ titre: 'Écrit après mon départ' }),
    })
    expect(auFil.status).toBe(404)
    expect((await deposer(w, part.cookie, id)).status).toBe(404)
    expect(await lu(w.get(paths.espace, reste.cookie))).toContain('Un guichet en ligne pour les familles')
    expect((await deposer(w, reste.cookie, id)).status).toBe(303)
  })

  it('dernier membre, je sais ce que je laisse\u00a0; le service voit une structure sans membre, avec ses dossiers', async () => {
    const seul = await w.compte({ structures: ['Olmeto'] })
    const id = await dossierPret(w, seul.cookie)
    await commencer(w, seul.cookie)
    await deposer(w, seul.cookie, id)
    const averti = await partir(seul)
    expect(averti.status).toBe(422)
    expect(await lu(averti)).toContain('Restent à Olmeto : 1 brouillon, 1 dossier déposé. Rien n’est effacé.')
    const service = await referent('2A')
    expect(await lu(w.get(paths.instruction.appartenances, service.cookie))).not.toContain('Structures sans membre')
    expect((await partir(seul, { confirme: 'oui' })).status).toBe(303)
    expect(await lu(w.get(paths.instruction.appartenances, service.cookie))).toMatch(
      /Structures sans membre : 1 .*Olmeto \(2A\) 1 brouillon, 1 dossier déposé/,
    )
    expect(await lu(w.get(paths.instruction.appartenances, (await referent('2B')).cookie))).not.toContain('Olmeto')
    await w.compte({ structures: ['Olmeto'] })
    expect(await lu(w.get(paths.instruction.appartenances, service.cookie))).not.toContain('Structures sans membre')
  })

  it('un partenaire sans membre se voit aussi\u00a0: le projet commun attend son accord', async () => {
    const porteur = await w.compte({ structures: ['Bastelica'] })
    const partenaire = await w.compte({ structures: ['Cozzano'] })
    const id = await commencer(w, porteur.cookie)
    expect((await associer(w, porteur.cookie, id, 'Cozzano')).status).toBe(303)
    expect(await lu(await partir(partenaire))).toContain('Restent à Cozzano : 1 projet commun qui attend son accord.')
    await partir(partenaire, { confirme: 'oui' })
    expect((await w.get(paths.dossiers.voir(id), partenaire.cookie)).status).toBe(404)
    expect(await lu(w.get(paths.instruction.appartenances, (await referent('2A')).cookie))).toContain(
      'Cozzano (2A) 1 projet commun qui attend son accord',
    )
  })

  it('six collègues partent ensemble\u00a0: cinq partent, le dernier est averti', async () => {
    const six = await Promise.all(Array.from({ length: 6 }, () => w.compte({ structures: ['Sartène'] })))
    const statuts = (await Promise.all(six.map(c => partir(c)))).map(r => r.status)
    expect(statuts.sort()).toEqual([303, 303, 303, 303, 303, 422])
  })
})
