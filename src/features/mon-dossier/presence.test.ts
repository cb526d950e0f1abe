import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { commencer, lisible, publier } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'
import { motsPresence } from '../../ui/presence.mots.ts'

describe('qui remplit le même dossier que moi', () => {
  let w: World
  let id: string
  const gens: Record<string, string> = {}
  beforeAll(async () => {
    w = await openWorld()
    await publier(w)
    for (const nom of ['Secrétariat', 'Première adjointe', 'Deuxième adjoint'])
      gens[nom] = (await w.compte({ nom, structures: ['Vico'] })).cookie
    id = await commencer(w, gens.Secrétariat!)
  })
  afterAll(() => w.close())
  const signe = async (nom: string, etape: string) => {
    const r = await w.post(paths.dossiers.presence(id), { etape }, gens[nom])
    return { status: r.status, corps: (await r.json()) as { autres: { nom: string; etape: string }[]; revision: number } }
  }

  it('je vois les autres, sur quelle étape, jamais moi\u00a0; une minute sans signe, ils n’y sont plus', async () => {
    w.regler('2021-09-13T10:00:00')
    expect((await signe('Secrétariat', 'projet')).corps.autres).toEqual([])
    expect((await signe('Première adjointe', 'plan')).corps.autres).toEqual([{ nom: 'Secrétariat', etape: 'projet' }])
    expect((await signe('Secrétariat', 'projet')).corps.autres).toEqual([{ nom: 'Première adjointe', etape: 'plan' }])
    w.regler('2021-09-13T10:00:59')
    expect((await signe('Secrétariat', 'projet')).corps.autres).toHaveLength(1)
    w.regler('2021-09-13T10:01:01')
    expect((await signe('Secrétariat', 'projet')).corps.autres).toEqual([])
  })

  it('sans script, la page dit en s’ouvrant qui est là', async () => {
    w.regler('2021-09-13T11:00:00')
    await w.get(paths.dossiers.etape(id, 'porteur'), gens['Première adjointe'])
    await w.get(paths.dossiers.etape(id, 'plan'), gens['Deuxième adjoint'])
    const page = await lisible(await w.get(paths.dossiers.etape(id, 'porteur'), gens.Secrétariat))
    expect(page).toContain('Première adjointe remplit aussi cette étape. Deuxième adjoint remplit l’étape « Plan de financement ».')
  })

  it('un signe dit à quelle révision est le dossier, n’en change rien et ne laisse rien au journal', async () => {
    const avant = (await w.journal()).length
    const { revision } = (await signe('Secrétariat', 'projet')).corps
    expect((await signe('Secrétariat', 'plan')).corps.revision).toBe(revision)
    expect((await w.journal()).length).toBe(avant)
    await w.post(paths.dossiers.etape(id, 'projet'), { titre: 'Un guichet' }, gens['Première adjointe'])
    expect((await signe('Secrétariat', 'projet')).corps.revision).toBe(revision + 1)
  })

  it('une autre structure n’a pas de page ici\u00a0; une étape mal dite est refusée', async () => {
    const bastia = await w.compte({ structures: ['Bastia'] })
    expect((await w.post(paths.dossiers.presence(id), { etape: 'projet' }, bastia.cookie)).status).toBe(404)
    expect((await w.post(paths.dossiers.presence(id), { etape: '<b>' }, gens.Secrétariat)).status).toBe(422)
  })

  it('plusieurs personnes se disent en une phrase', () => {
    const autres = ['A', 'B', 'C'].map(nom => ({ nom, etape: 'plan' }))
    expect(motsPresence(autres, { ici: 'plan', titre: () => 'Plan', partie: 'étape' })).toBe('A, B et C remplissent aussi cette étape.')
    expect(motsPresence(autres, { ici: 'projet', titre: () => undefined, partie: 'étape' })).toBe('')
    expect(motsPresence([], { ici: 'plan', titre: () => 'Plan', partie: 'étape' })).toBe('')
  })
})
