import { describe, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { publierJumeau } from '../appel-jumeau.ts'
import { modes, ouvrirSite } from '../site-ouvert.ts'
import { ouvrirSuivis } from '../suivi.ts'
import { ouvrirPdf } from '../texte-pdf.ts'

/** Two calls of one guichet: six lauréats of one, of which the other gets five; the direction, and a référent who compares nothing. */
const s = ouvrirSite(async () => {
  const m = await ouvrirSuivis()
  const ids = await m.laureats(11)
  const jumeau = await publierJumeau(m.w)
  const autres = ids.slice(0, 5)
  const c = await m.w.owner.connect()
  // what the second call received: the same dossiers under its name, which no act of the product moves
  await c.query('set session_replication_role = replica')
  for (const [table, cle] of [
    ['dossier', 'id'],
    ['instruction', 'dossier_id'],
  ] as const)
    await c.query(
      `update ${table} set appel_id = $1, appel_version_id = (select id from appel_version where appel_id = $1 limit 1) where ${cle} = any($2)`,
      [jumeau, autres],
    )
  c.release(true)
  return { ...m, direction: await m.w.compte({ nom: 'Direction', roles: [{ role: 'direction', departements: [], volets: [] }] }) }
})
const { instruction: i } = paths

describe.each(modes())('voir en travers, %s', (_, script, largeur) => {
  test('je mets un appel à côté d’un autre, je lis qui ne dépose jamais, et la note au préfet tient sur une page', async () => {
    const v = await s.entrer(s.m.direction, script, largeur)
    const { page, aller, lu, suivre, presser, controler } = v
    await aller(i.bord)
    await suivre(/^Comparer avec un autre appel/)
    await lu(
      'Les chiffres',
      'Pression',
      'Enveloppe',
      'Qui ne dépose jamais',
      'Geste proposé',
      'Tous les appels du guichet',
      'Communes, d’un appel à l’autre',
    )
    await controler()
    await page.selectOption('[name=avec]', 'aucun')
    await presser('Comparer')
    await lu('Rien à mettre à côté.')
    await page.selectOption('[name=avec]', { index: 1 })
    await presser('Comparer')
    await lu('Écart', 'communes', 'ni porteuses ni partenaires')
    const attendu = page.waitForEvent('download')
    await page.getByRole('link', { name: /communes \(CSV\)/ }).click()
    expect((await attendu).suggestedFilename()).toMatch(/^communes-absentes-.*\.csv$/)
    await suivre('Note d’une page pour le préfet')
    await lu('Ce qui vous est demandé.', 'Ce qui a changé', 'Où va l’aide', 'À surveiller', 'Journal n°')
    await controler()
    if (!script) return
    // as long as a call may make it: each axis full, with the names of the longest volets
    await page.evaluate(() => {
      const lignes = document.querySelectorAll('.gt-note tbody tr')
      const nom = 'Un projet d’innovation au bénéfice des services publics locaux avec l’aide d’un laboratoire d’innovation territoriale'
      for (let n = lignes.length; n < 8; n++) lignes[0]!.after(lignes[0]!.cloneNode(true))
      for (const n of document.querySelectorAll('.gt-note tbody th span')) n.textContent = nom
    })
    const { textes } = await ouvrirPdf(await page.pdf({ preferCSSPageSize: true }))
    expect(textes).toHaveLength(1)
    const lue = textes[0]!.replace(/\s+/g, ' ')
    expect(lue.indexOf('Ce qui vous est demandé')).toBeLessThan(lue.indexOf('Ce qui a changé'))
    expect(lue).toContain('À surveiller')
    expect(lue).not.toContain('Retour à la comparaison')
  })
})

test('qui instruit ne compare pas les appels, et un appel inconnu n’existe pas', async () => {
  const { w, referent, direction } = s.m
  for (const adresse of [i.comparaison, i.absentes, i.notePrefet]) expect((await w.get(adresse, referent.cookie)).status).toBe(404)
  expect((await w.get(`${i.comparaison}?appel=inconnu`, direction.cookie)).status).toBe(404)
  expect((await w.get(`${i.comparaison}?avec=inconnu`, direction.cookie)).status).toBe(404)
})
