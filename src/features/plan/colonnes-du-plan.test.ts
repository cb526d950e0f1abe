import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { avecInvestissements, LIGNES, TROIS } from '../../test/appels/investissements.ts'
import { commencer, deposer, lisible, publier, remplir } from '../../test/vico.ts'
import { openWorld, URL_TEST, type World } from '../../test/world.ts'
import { lireContenu } from '../contenu/index.ts'

type Compte = Awaited<ReturnType<World['compte']>>
let w: World
let vico: Compte
beforeAll(async () => {
  w = await openWorld()
  await publier(w, avecInvestissements)
})
beforeEach(async () => {
  vico = await w.compte({ nom: 'Secrétariat de Vico', structures: ['Vico'] })
})
afterAll(() => w.close())

const [A, B, C] = LIGNES
const ETAPE = 'plan'
const adresse = (id: string) => paths.dossiers.etape(id, ETAPE)
const page = async (id: string, cookie = vico.cookie) => (await w.get(adresse(id), cookie)).text()
const lue = async (id: string) => (await lisible(await w.get(adresse(id), vico.cookie))).replaceAll('\u202f', ' ')
const envoyer = (id: string, corps: Record<string, string | string[]>, cookie = vico.cookie) => w.post(adresse(id), corps, cookie)
const contenu = async (id: string) =>
  w.auGuichet(async tx => {
    const { reponses } = await tx.selectFrom('dossier').select('reponses').where('id', '=', id).executeTakeFirstOrThrow()
    return lireContenu(reponses)
  })
const ordre = async (id: string) => (await contenu(id)).lignes.depenses
/** The value of a button of rank on the page of somebody. */
const bouton = (html: string, sens: string, ligne: string) =>
  new RegExp(`value="(${sens}:depenses:${ligne}:[a-z0-9]*)"`).exec(html)?.[1] ?? ''
const avecTrois = async () => {
  const id = await commencer(w, vico.cookie)
  expect((await envoyer(id, TROIS)).status).toBe(303)
  return id
}

describe('un plan dont chaque ligne a ses questions', () => {
  it('je les remplis sous la ligne, sans script : elles sont gardées, et ce que le site calcule est du texte', async () => {
    const id = await avecTrois()
    expect((await contenu(id)).valeurs).toMatchObject({
      [`depenses.${A}.gain`]: 12,
      [`depenses.${A}.lieux`]: ['mairie', 'ecole'],
      [`depenses.${A}.pourquoi`]: 'Le plus attendu.',
      [`depenses.${B}.usage`]: 'bureau',
    })
    const html = await page(id)
    expect(html).not.toContain(`name="depenses.${A}.aide_ligne"`)
    expect(html).toMatch(new RegExp(`name="depenses\\.${A}\\.lieux" value="ecole" checked`))
    const texte = await lue(id)
    expect(texte).toMatch(/Part aidée 3 000\s€/)
    expect(texte).toMatch(/Part aidée\s*: 4 250,25\s€/)
  })

  it('une réponse qui manque est dite avec sa ligne, et ce qui en dépend n’est pas zéro', async () => {
    const id = await avecTrois()
    await envoyer(id, { [`depenses.${B}.gain`]: '', [`depenses.${A}.usage`]: '' })
    const texte = await lue(id)
    expect(texte).toContain('à compléter selon « Usage »')
    expect(await lisible(await w.get(paths.dossiers.etape(id, 'depot'), vico.cookie))).toMatch(/Dépense 2, heures gagnées par mois/)
  })

  it('ce qui n’est pas un nombre reste tel quel, dit sous sa ligne', async () => {
    const id = await avecTrois()
    const r = await envoyer(id, { [`depenses.${A}.gain`]: 'beaucoup' })
    expect(r.status).toBe(422)
    expect(await lisible(r)).toContain('Heures gagnées par mois, ligne 1 : « beaucoup » n’est pas un nombre entier')
  })

  it('une règle sur chaque ligne nomme celle qui ne va pas, et empêche de déposer', async () => {
    const id = await commencer(w, vico.cookie)
    await remplir(w, vico.cookie, id, { plan: { ...TROIS, [`depenses.${C}.gain`]: '1' } })
    const r = await deposer(w, vico.cookie, id)
    expect(r.status).toBe(422)
    expect(await lisible(r)).toContain('Ligne 3, Borne : 1 h par mois, il en faut 2.')
  })
})

describe('les rangs', () => {
  it('le rang est la place : « Monter » échange deux lignes, aucun rang n’est pris deux fois ni sauté', async () => {
    const id = await avecTrois()
    const r = await envoyer(id, { _geste: bouton(await page(id), 'monter', C) })
    expect([r.status, r.headers.get('location')]).toEqual([303, `${adresse(id)}#depenses.${C}`])
    expect(await ordre(id)).toEqual([A, C, B])
    await envoyer(id, { _geste: bouton(await page(id), 'descendre', A) })
    expect(await ordre(id)).toEqual([C, A, B])
    expect(await lue(id)).toContain('le rang 1 passe d’abord')
  })

  it('en haut on ne monte pas, en bas on ne descend pas ; au-delà de cinq lignes, « Mettre au rang 1 » est là', async () => {
    const id = await avecTrois()
    const html = await page(id)
    const eteint = (valeur: string) => new RegExp(`value="${valeur}"[^>]*disabled`).test(html)
    expect([eteint(bouton(html, 'monter', A)), eteint(bouton(html, 'descendre', A))]).toEqual([true, false])
    expect([eteint(bouton(html, 'monter', C)), eteint(bouton(html, 'descendre', C))]).toEqual([false, true])
    expect(html).not.toContain('premier:depenses:')
    for (let i = 0; i < 3; i++) await envoyer(id, { _geste: `ajouter:depenses:plusdun${i}` })
    await envoyer(id, { _geste: bouton(await page(id), 'premier', 'plusdun2') })
    expect((await ordre(id))?.[0]).toBe('plusdun2')
  })

  it('deux personnes changent deux rangs en même temps : le second ne bouge rien, voit l’ordre du premier, et peut presser de nouveau', async () => {
    const id = await avecTrois()
    const adjointe = await w.compte({ nom: 'Adjointe de Vico', structures: ['Vico'] })
    const [moi, elle] = [await page(id), await page(id, adjointe.cookie)]
    expect((await envoyer(id, { _geste: bouton(moi, 'monter', B) })).status).toBe(303)
    const r = await envoyer(id, { _geste: bouton(elle, 'monter', C) }, adjointe.cookie)
    expect(r.status).toBe(409)
    const texte = await lisible(r.clone())
    expect(texte).toContain('L’ordre a changé pendant que vous regardiez : « Borne » n’a pas bougé')
    expect(await ordre(id)).toEqual([B, A, C])
    await envoyer(id, { _geste: bouton(await r.text(), 'monter', C) }, adjointe.cookie)
    expect(await ordre(id)).toEqual([B, C, A])
  })

  it('six pressions à la fois sur la même page : une seule bouge une ligne', async () => {
    const id = await avecTrois()
    const html = await page(id)
    const rs = await Promise.all(Array.from({ length: 6 }, () => envoyer(id, { _geste: bouton(html, 'monter', C) })))
    expect(rs.map(r => r.status).sort()).toEqual([303, 409, 409, 409, 409, 409])
    expect(await ordre(id)).toEqual([A, C, B])
  })

  it('au fil de la saisie aussi : la page apprend que l’ordre a changé', async () => {
    const id = await avecTrois()
    const html = await page(id)
    const auFil = (geste: string) =>
      w.app.request(URL_TEST + adresse(id), {
        method: 'PUT',
        headers: { origin: URL_TEST, cookie: vico.cookie, accept: 'application/json' },
        body: new URLSearchParams({ _geste: geste, _base: '{}', _page: 'page' }),
      })
    expect(await (await auFil(bouton(html, 'monter', C))).json()).toMatchObject({ autrement: true })
    expect(await (await auFil(bouton(html, 'monter', C))).json()).toMatchObject({ refus: expect.stringContaining('L’ordre a changé') })
  })

  it('une ligne retirée resserre les rangs, et revient à sa place', async () => {
    const id = await avecTrois()
    await envoyer(id, { _geste: `retirer:depenses:${A}` })
    expect(await ordre(id)).toEqual([B, C])
    await envoyer(id, { _geste: `retablir:${A}` })
    expect(await ordre(id)).toEqual([A, B, C])
  })

  it('un plan qui a des rangs n’a pas de lots, même demandés par un bouton fabriqué', async () => {
    const id = await avecTrois()
    expect(await page(id)).not.toContain('ajouter:lots:')
    expect((await envoyer(id, { _geste: 'ajouter:lots:lotlot01' })).status).toBe(409)
    expect((await contenu(id)).lignes.lots).toBeUndefined()
  })

  it('dans un appel sans rangs, un bouton de rang ne fait rien', async () => {
    const autre = await openWorld()
    try {
      await publier(autre)
      const lui = await autre.compte({ structures: ['Vico'] })
      const id = await commencer(autre, lui.cookie)
      await autre.post(paths.dossiers.etape(id, ETAPE), { _geste: [`ajouter:depenses:${A}`, `ajouter:depenses:${B}`] }, lui.cookie)
      const r = await autre.post(paths.dossiers.etape(id, ETAPE), { _geste: `monter:depenses:${B}:` }, lui.cookie)
      expect(r.status).toBe(409)
    } finally {
      await autre.close()
    }
  })
})

describe('importer ces lignes', () => {
  const TABLEAU = [
    'Rang\tDépense\tNature\tMontant HT\tHeures gagnées par mois\tUsage\tLieux',
    '2\tFormation\tprestation\t4 000\t4\tBureau\t',
    '1\tPortail des familles\tprestation\t6 000\t12\tAccueil\tMairie ; École',
    '2\tBorne\tprestation\t2 500,50\tbeaucoup\tJardin\t',
  ].join('\n')
  const coller = (id: string, texte: string) => w.post(paths.dossiers.importPlan(id), { texte }, vico.cookie)
  const cache = (html: string, nom: string) =>
    (new RegExp(`name="${nom}" value="([^"]*)"`).exec(html)?.[1] ?? '').replaceAll('&quot;', '"').replaceAll('&amp;', '&')

  it('une ligne fausse dit chacune de ses cellules, avec sa ligne ; les autres s’importent dans l’ordre de leurs rangs', async () => {
    const id = await commencer(w, vico.cookie)
    const vu = await coller(id, TABLEAU)
    expect(vu.status).toBe(422)
    const html = await vu.text()
    const texte = await lisible(new Response(html))
    expect(texte).toMatch(/4 Heures gagnées par mois beaucoup « beaucoup » n’est pas un nombre entier/)
    expect(texte).toMatch(/4 Usage Jardin « Jardin » n’est pas dans la liste/)
    expect(texte).toMatch(/4 Rang 2 C’est déjà le rang de la ligne 2/)
    expect(await ordre(id)).toBeUndefined()
    const r = await w.post(
      paths.dossiers.importPlan(id),
      { donnees: cache(html, 'donnees'), cle: cache(html, 'cle'), quoi: 'justes', mode: 'ajouter' },
      vico.cookie,
    )
    expect(r.status).toBe(303)
    const c = await contenu(id)
    expect(
      c.lignes.depenses?.map(l => [c.valeurs[`depenses.${l}.libelle`], c.valeurs[`depenses.${l}.gain`], c.valeurs[`depenses.${l}.usage`]]),
    ).toEqual([
      ['Portail des familles', 12, 'accueil'],
      ['Formation', 4, 'bureau'],
    ])
    expect(c.valeurs[`depenses.${c.lignes.depenses![0]}.lieux`]).toEqual(['mairie', 'ecole'])
  })

  it('le modèle à remplir porte leurs titres et leurs choix, et le modèle rempli se lit sans correction', async () => {
    const id = await commencer(w, vico.cookie)
    const r = await w.get(paths.dossiers.modelePlan(id), vico.cookie)
    const classeur = await readXlsx(Buffer.from(await r.arrayBuffer()))
    expect(classeur.sheets[0]!.rows[0]).toEqual([
      'Dépense',
      'Fournisseur',
      'Nature',
      'Montant HT',
      'Montant TTC',
      'Rang',
      'Heures gagnées par mois',
      'Usage',
      'Lieux',
      'Pourquoi ce rang',
    ])
    const rempli = [classeur.sheets[0]!.rows[0]!.join('\t'), 'Portail\t\tprestation\t1 000\t\t1\t5\tAccueil\t\tUtile'].join('\n')
    expect((await coller(id, rempli)).status).toBe(200)
  })
})
