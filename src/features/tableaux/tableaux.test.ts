import { describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import {
  A,
  adresse,
  auFil,
  B,
  COMPLET,
  contenu,
  envoyer,
  lue,
  MENUISERIE,
  ouvrir,
  page,
  preparerTableaux,
  SCIERIE,
  vico,
  w,
} from '../../test/tableaux.ts'
import { commencer, deposer, lisible, remplir } from '../../test/vico.ts'

preparerTableaux()

describe('remplir un tableau sans script', () => {
  it('j’ajoute une ligne, puis cinq vides, je remplis, j’enregistre : l’aide de chaque ligne et le total sont là', async () => {
    const id = await commencer(w, vico.cookie)
    expect(await lue(id)).toContain('Aucune ligne encore.')
    await envoyer(id, { _geste: `ajouter:entreprises:${A}` })
    await envoyer(id, { _geste: 'ajouter:entreprises:cinqvide:5' })
    expect((await contenu(id)).lignes.entreprises).toHaveLength(6)
    const r = await envoyer(id, MENUISERIE)
    expect(r.status).toBe(303)
    const texte = await lue(id)
    expect(texte).toContain('1 entreprise')
    expect(texte).toMatch(/70 %.*8 680 €/)
    expect((await contenu(id)).valeurs).toMatchObject({ [`entreprises.${A}.siren`]: '000204313', [`entreprises.${A}.depense`]: 1_240_000 })
  })

  it('cinq lignes demandées deux fois par la même page n’en font que cinq', async () => {
    const id = await commencer(w, vico.cookie)
    for (let i = 0; i < 2; i++) await envoyer(id, { _geste: 'ajouter:entreprises:cinqvide:5' })
    expect((await contenu(id)).lignes.entreprises).toHaveLength(5)
  })

  it('une ligne sans sa taille est à compléter : son aide n’est pas zéro, et le total dit ce qu’il compte', async () => {
    const id = await commencer(w, vico.cookie)
    await envoyer(id, { ...COMPLET, [`entreprises.${B}.taille`]: '' })
    const texte = await lue(id)
    expect(texte).toContain('2 entreprises 1 à compléter')
    expect(texte).toMatch(/à compléter\s+selon « Taille »/)
    expect(texte).toMatch(/8 680 €\s+sur 1 ligne, 1 à compléter/)
    expect(texte).toContain('Ligne 2, Scierie de la forêt haute : Taille')
  })

  it('un SIREN dont la clé est fausse est gardé comme tapé, dit sous son champ, et ne vaut rien', async () => {
    const id = await commencer(w, vico.cookie)
    await envoyer(id, COMPLET)
    const r = await envoyer(id, { ...MENUISERIE, ...SCIERIE, [`entreprises.${B}.siren`]: '000 063 317' })
    expect(r.status).toBe(422)
    expect(await lisible(r)).toContain('SIREN, ligne 2 : Ce SIREN n’existe pas : un de ses neuf chiffres est faux')
    const c = await contenu(id)
    expect(c.illisibles).toEqual({ [`entreprises.${B}.siren`]: '000 063 317' })
    expect(c.valeurs[`entreprises.${B}.siren`]).toBeUndefined()
  })

  it('deux fois le même SIREN : la seconde ligne le dit, et son aide n’est pas comptée', async () => {
    const id = await commencer(w, vico.cookie)
    await envoyer(id, { ...COMPLET, [`entreprises.${B}.siren`]: '000204313' })
    const texte = await lue(id)
    expect(texte).toContain('Ligne 2, Scierie de la forêt haute répète la ligne 1')
    expect(texte).toContain('non comptée')
    expect(texte).toMatch(/8 680 €\s+sur 1 ligne, 1 à compléter/)
  })

  it('chaque ligne qu’une règle refuse le dit sous elle, pas seulement la première', async () => {
    const id = await commencer(w, vico.cookie)
    await envoyer(id, { ...COMPLET, [`entreprises.${A}.depense`]: '4 000', [`entreprises.${B}.depense`]: '4 500' })
    const texte = await lue(id)
    expect(texte).toMatch(/Ligne 1, Menuiserie des Trois Ponts : la dépense .* il manque 1\s000\s€/)
    expect(texte).toMatch(/Ligne 2, Scierie de la forêt haute : la dépense .* il manque 500\s€/)
    const html = await page(id)
    for (const l of [A, B]) expect(html).toMatch(new RegExp(`id="entreprises\\.${l}\\.depense-regle"[^>]*>(?!</div>)`))
  })

  it('une ligne retirée se rétablit, à sa place, sous le nom de son entreprise', async () => {
    const id = await commencer(w, vico.cookie)
    await envoyer(id, COMPLET)
    await envoyer(id, { _geste: `retirer:entreprises:${A}` })
    expect(await lue(id)).toMatch(/Retirée\s*: «\s*Menuiserie des Trois Ponts\s*»/)
    await envoyer(id, { _geste: `retablir:${A}` })
    expect((await contenu(id)).lignes.entreprises).toEqual([A, B])
    expect(await lue(id)).toContain('2 entreprises')
  })

  it('au maximum de lignes, « Ajouter » reste et le dit ; une de plus est refusée', async () => {
    const id = await commencer(w, vico.cookie)
    for (let i = 0; i < 8; i++) await envoyer(id, { _geste: `ajouter:entreprises:${`paquet${i}`.padEnd(8, 'x')}:5` })
    expect((await contenu(id)).lignes.entreprises).toHaveLength(40)
    expect(await lue(id)).toMatch(/40 lignes : c’est le maximum.*/)
    expect(await lue(id)).toContain('Ajouter une entreprise')
    const r = await envoyer(id, { _geste: `ajouter:entreprises:${A}` })
    expect([r.status, await lisible(r)]).toEqual([409, expect.stringContaining('Ce tableau a déjà 40 lignes')])
  })
})

describe('deux personnes dans un même tableau', () => {
  it('deux cellules de la même ligne se fondent ; la même cellule demande, et rien n’est écrasé', async () => {
    const id = await commencer(w, vico.cookie)
    await envoyer(id, COMPLET)
    const autre = await w.compte({ nom: 'Adjointe de Vico', structures: ['Vico'] })
    const [moi, elle] = [await ouvrir(id), await ouvrir(id, autre.cookie)]
    expect((await auFil(id, { ...moi, [`entreprises.${A}.depense`]: '13 000' })).status).toBe(200)
    expect((await auFil(id, { ...elle, [`entreprises.${A}.nom`]: 'Menuiserie du Pont' }, autre.cookie)).status).toBe(200)
    expect((await contenu(id)).valeurs).toMatchObject({
      [`entreprises.${A}.depense`]: 1_300_000,
      [`entreprises.${A}.nom`]: 'Menuiserie du Pont',
    })
    const r = await auFil(id, { ...elle, [`entreprises.${A}.depense`]: '14 000' }, autre.cookie)
    expect(r.status).toBe(409)
    const { conflits } = (await r.json()) as { conflits: { nom: string; libelle: string }[] }
    expect(conflits).toMatchObject([{ nom: `entreprises.${A}.depense`, libelle: 'Dépense HT, ligne\u00a01' }])
    expect((await contenu(id)).valeurs[`entreprises.${A}.depense`]).toBe(1_300_000)
    await auFil(id, { ...elle, [`entreprises.${A}.depense`]: '14 000', [`_choix.entreprises.${A}.depense`]: 'mienne' }, autre.cookie)
    expect((await contenu(id)).valeurs[`entreprises.${A}.depense`]).toBe(1_400_000)
  })

  it('six cellules différentes enregistrées à la fois sont toutes gardées', async () => {
    const id = await commencer(w, vico.cookie)
    await envoyer(id, COMPLET)
    const base = await ouvrir(id)
    const cellules = [A, B].flatMap(l =>
      ['nom', 'depense', 'deja_aidee'].map(c => [`entreprises.${l}.${c}`, c === 'nom' ? `Nom ${l}` : '7 000'] as const),
    )
    await Promise.all(cellules.map(([nom, v]) => auFil(id, { ...base, [nom]: v })))
    const { valeurs } = await contenu(id)
    for (const [nom, v] of cellules) expect(valeurs[nom], nom).toBe(v === '7 000' ? 700_000 : v)
  })

  it('qui n’est pas du projet ne lit ni n’écrit son tableau', async () => {
    const id = await commencer(w, vico.cookie)
    await envoyer(id, COMPLET)
    const etranger = await w.compte({ structures: ['Ajaccio'] })
    expect((await w.get(adresse(id), etranger.cookie)).status).toBe(404)
    expect((await auFil(id, { [`entreprises.${A}.nom`]: 'Vol' }, etranger.cookie)).status).toBe(404)
    expect((await w.get(paths.dossiers.importTableau(id, 'entreprises'), etranger.cookie)).status).toBe(404)
    expect((await w.post(paths.dossiers.importTableau(id, 'entreprises'), { texte: 'a\tb' }, etranger.cookie)).status).toBe(404)
    expect((await contenu(id)).valeurs[`entreprises.${A}.nom`]).toBe('Menuiserie des Trois Ponts')
  })
})

describe('un tableau hostile', () => {
  it('des cellules de lignes ou de colonnes qui n’existent pas ne sont pas gardées', async () => {
    const id = await commencer(w, vico.cookie)
    await envoyer(id, COMPLET)
    await envoyer(id, {
      'entreprises.inconnue.nom': 'Fantôme',
      [`entreprises.${A}.aide_calculee`]: '1 000 000',
      [`entreprises.${A}.__proto__`]: 'x',
      'nulle.part0001.nom': 'x',
      _geste: 'ajouter:nulle:part0001',
    })
    const c = await contenu(id)
    expect(Object.keys(c.lignes)).toEqual(['entreprises'])
    expect(
      Object.keys(c.valeurs).filter(
        n => !/^entreprises\.(menuise1|scierie2)\.(nom|siren|taille|depense)$|^animation$|^contact_courriel$/.test(n),
      ),
    ).toEqual([])
    expect(await lue(id)).toMatch(/8 680 €/)
  })

  it('une cellule trop longue, un montant démesuré : gardés comme tapés, jamais comptés', async () => {
    const id = await commencer(w, vico.cookie)
    await envoyer(id, { ...COMPLET, [`entreprises.${A}.nom`]: 'x'.repeat(201), [`entreprises.${B}.depense`]: '99 999 999 999 999' })
    const c = await contenu(id)
    expect(Object.keys(c.illisibles).toSorted()).toEqual([`entreprises.${A}.nom`, `entreprises.${B}.depense`])
    expect(await lue(id)).toContain('2 entreprises')
  })

  it('des milliers de lignes collées sont refusées avant d’être lues une à une, et rien ne change', async () => {
    const id = await commencer(w, vico.cookie)
    await envoyer(id, COMPLET)
    const texte = Array.from({ length: 5_000 }, (_, i) => `Atelier ${i}\t000204313\tMoins de 10 salariés\t5000`).join('\n')
    const r = await w.post(paths.dossiers.importTableau(id, 'entreprises'), { texte }, vico.cookie)
    expect(r.status).toBe(422)
    expect((await contenu(id)).lignes.entreprises).toEqual([A, B])
  })

  it('mille lignes à ajouter d’un seul bouton n’en ajoutent pas plus que le tableau n’en a', async () => {
    const id = await commencer(w, vico.cookie)
    const r = await envoyer(id, { _geste: 'ajouter:entreprises:beaucoup:999' })
    expect([r.status, (await contenu(id)).lignes.entreprises ?? []]).toEqual([409, []])
  })
})

it('la page publique des questions dit les colonnes du tableau, ce que le site calcule et combien de lignes', async () => {
  const texte = await lisible(await w.get(paths.appels.questions('itn7-axe3-corse-2021', 'volets_1_2_3')))
  expect(texte).toMatch(/Entreprises .*Un tableau, de 2 à 40\s+lignes/)
  expect(texte).toMatch(/SIREN SIREN, neuf chiffres .*Aides déjà reçues montant en euros, facultatif .*Aide calculée calculé par le site/)
})

describe('ce que le tableau devient une fois le dossier déposé', () => {
  it('il bloque tant qu’une ligne manque, puis se lit partout avec ses aides, telles que calculées', async () => {
    const id = await commencer(w, vico.cookie)
    await remplir(w, vico.cookie, id)
    await envoyer(id, { ...COMPLET, [`entreprises.${B}.taille`]: '' })
    const refus = await deposer(w, vico.cookie, id)
    expect([refus.status, await lisible(refus)]).toEqual([422, expect.stringContaining('Ligne 2, Scierie de la forêt haute : Taille')])
    await envoyer(id, { [`entreprises.${B}.taille`]: 'pe' })
    expect((await deposer(w, vico.cookie, id)).status).toBe(303)
    const depose = await (await w.get(paths.dossiers.donnees(id), vico.cookie)).json()
    expect(depose.listes.entreprises).toEqual([
      {
        nom: 'Menuiserie des Trois Ponts',
        siren: '000204313',
        taille: 'tpe',
        depense: 1_240_000,
        taux_applique: 0.7,
        aide_calculee: 868_000,
      },
      {
        nom: 'Scierie de la forêt haute',
        siren: '000449157',
        taille: 'pe',
        depense: 3_850_000,
        taux_applique: 0.6,
        aide_calculee: 2_310_000,
      },
    ])
    const referent = await w.compte({ roles: [{ role: 'referent_departemental', departements: ['2A'], volets: [] }] })
    const instruit = await lisible(await w.get(paths.instruction.dossier(id), referent.cookie))
    expect(instruit).toMatch(/Contrôle de la ligne.*Menuiserie des Trois Ponts.*000 204 313.*8 680 €.*concordante.*Scierie/)
  })
})
