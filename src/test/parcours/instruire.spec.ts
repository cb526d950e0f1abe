import { describe, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { groupesDe } from '../groupes.ts'
import { ligneDe, type MondeInstruction, ouvrirInstruction } from '../instruits.ts'
import { cocher, modes, ouvrirSite, type Personne } from '../site-ouvert.ts'
import { SLUG } from '../vico.ts'

/**
 * A référent at work on the rules of their dossiers. `INSTRUIRE_DOSSIERS=50` plays the keyboard alone on as many. What one dossier with a rule and a request took before: 21 clicks,
 * 7 pages.
 */
const CLAVIER = Number(process.env.INSTRUIRE_DOSSIERS ?? 5)
const i = paths.instruction
/** A software that is not free, with its reasons: somebody has to read them. */
const A_VERIFIER = {
  methode: {
    logiciel_prevu: 'oui',
    feuille_de_route: 'approuvee',
    place_feuille_de_route: 'Action 4.',
    logiciel_libre: 'non_libre',
    raisons_solution: 'Aucune solution libre ne tient ce registre.',
  },
}
const LISTE = 'suite=verifier&affecte=moi'

describe('instruire', () => {
  const g = ouvrirSite(() => ouvrirInstruction())
  const pret = async (m: MondeInstruction) => {
    const id = await m.dossier({ autres: A_VERIFIER })
    await m.w.owner.query('update instruction set assigne_a = $2, assigne_le = now() where dossier_id = $1', [id, m.referent.id])
    return id
  }
  const demandes = async (id: string) =>
    (
      await g.w.owner.query(
        'select p.champ, p.demande from complement k join complement_point p on p.complement_id = k.id where k.dossier_id = $1 order by p.rang',
        [id],
      )
    ).rows
  const ouvrir = (v: Personne, id: string) => v.aller(`${i.instruire(id)}?${new URLSearchParams({ liste: LISTE })}`)

  test('un dossier avec une règle et une demande\u00a0: quatre clics et deux pages', async () => {
    const id = await pret(g.m)
    const v = await g.entrer(g.m.referent, true, 1280)
    await v.aller(i.journee)
    let [clics, pages] = [0, 0]
    v.page.on('framenavigated', () => {
      if (v.page.url().includes(id)) pages++
    })
    const cliquer = async (nom: string | RegExp, role: 'link' | 'button' = 'button') => {
      clics++
      await v.page.getByRole(role, { name: nom }).first().click()
    }
    await cliquer('Trancher 1', 'link')
    await v.titre(/Vico/)
    await v.lu('Solution libre', 'Aucune solution libre ne tient ce registre.', '« ')
    // nothing is pressed beforehand
    expect(await v.page.locator('#verdict input:checked').count()).toBe(0)
    await v.controler()
    clics++
    await v.page.locator('label[for="resultat-3"]').click()
    expect(await v.page.locator('#raison').inputValue()).toContain('Solution libre')
    await cliquer('Enregistrer et suivant')
    await v.lu('Plus rien à juger', 'Demande de compléments : 1 point préparé', 'Rouvre : question')
    await v.controler()
    await cliquer('Demander 1 complément')
    await v.page.waitForURL(u => !u.pathname.includes(id))
    expect(await demandes(id)).toMatchObject([{ champ: 'logiciel_libre' }])
    expect({ clics, pages }).toEqual({ clics: 4, pages: 2 })
    v.sansIncident()
    await v.fermer()
  })

  test(`au clavier seul, ${CLAVIER} dossiers à la suite`, async () => {
    const ids: string[] = []
    for (let n = 0; n < CLAVIER; n++) ids.push(await pret(g.m))
    const v = await g.entrer(g.m.referent, true, 1280)
    await v.aller(`${i.boite}?${LISTE}`)
    await ouvrir(
      v,
      /dossiers\/([0-9a-f-]{36})/.exec((await v.page.locator('main a[href*="/instruction/dossiers/"]').first().getAttribute('href'))!)![1]!,
    )
    const { keyboard } = v.page
    const vus = new Set<string>()
    for (let n = 0; n < CLAVIER; n++) {
      const id = /dossiers\/([0-9a-f-]{36})/.exec(v.page.url())![1]!
      vus.add(id)
      await v.page.locator('#verdict').waitFor()
      await v.page.waitForFunction(() => document.querySelector('[data-controller~="touches"]') !== null)
      // a letter ticks, it sends nothing
      await expect
        .poll(async () => {
          await keyboard.press('c')
          return v.page.locator('#verdict input[value=a_completer]').isChecked()
        })
        .toBe(true)
      if (n === 0) {
        await keyboard.press('n')
        expect(await v.page.locator('#verdict input[value=non_respectee]').isChecked()).toBe(true)
        await keyboard.press('c')
      }
      await keyboard.press('Control+Enter')
      await v.page.getByText('Plus rien à juger').first().waitFor()
      await v.page.waitForFunction(() => document.activeElement?.id === 'demande')
      await keyboard.press('Control+Enter')
      await v.page.waitForURL(u => !u.pathname.includes(id))
    }
    expect([...vus].sort()).toEqual(ids.toSorted())
    expect(new URL(v.page.url()).pathname).toBe(i.boite)
    for (const id of ids) {
      expect(await demandes(id)).toHaveLength(1)
      expect(await ligneDe(g.w, id)).toMatchObject({ suite: 'attendre' })
    }
    v.sansIncident()
    await v.fermer()
  })

  test.each(modes())('%s, on juge, on insère la phrase, on demande\u00a0; en sombre, rien ne se lit mal', async (_, script, largeur) => {
    const id = await pret(g.m)
    const v = await g.entrer(g.m.referent, script, largeur, { colorScheme: 'dark' })
    // the service keeps a sentence for this rule
    await v.aller(`${i.phrases(SLUG)}?regle=logiciel-libre`)
    await v.page.locator('[id="logiciel-libre-non_respectee"]').fill(`Un logiciel libre existe (${largeur}).`)
    await v.page.locator('details[open]').getByRole('button', { name: 'Garder ces phrases' }).click()
    await v.lu('Les phrases sont gardées.')
    await v.controler()
    await ouvrir(v, id)
    await v.lu('1 sur 1', 'À juger')
    await v.controler()
    await v.presser('Couper ces touches')
    await v.lu('coupées pour vous')
    if (script) {
      await v.page.waitForTimeout(500)
      await v.page.keyboard.press('c')
      expect(await v.page.locator('#verdict input:checked').count()).toBe(0)
    }
    await v.presser('Remettre ces touches')
    // without script no letter does anything, and nothing says that one does
    await v.page.getByText(script ? /elles n’envoient rien/ : 'Sans script, aucune touche n’agit').waitFor()
    expect(await v.page.getByText('elles n’envoient rien').isVisible()).toBe(script)
    await v.presser('Enregistrer')
    await v.refuse('Choisissez un verdict', 'Écrivez la raison')
    await cocher(v.page.locator('#verdict input[value=non_respectee]'))
    await v.presser('Insérer la phrase type')
    await expect.poll(() => v.page.locator('#raison').inputValue()).toBe(`Un logiciel libre existe (${largeur}).`)
    // a text of one's own is never replaced by a choice
    await v.taper('raison', 'Le registre libre existe.')
    await cocher(v.page.locator('#verdict input[value=a_completer]'))
    expect(await v.page.locator('#raison').inputValue()).toBe('Le registre libre existe.')
    await v.presser('Enregistrer et suivant')
    await v.lu('1 point préparé', 'Le registre libre existe.')
    await v.controler()
    await v.presser(script ? /^Demander 1 complément$/ : 'Demander les points cochés')
    await v.page.waitForURL(u => !u.pathname.includes(id))
    expect(await demandes(id)).toMatchObject([{ demande: 'Le registre libre existe.' }])

    // labelled by mistake with others: one comes back to it from its account
    const actes = groupesDe(g.m)
    const acte = await actes.faire('etiqueter', { dossier: [id], ajouter: 'par erreur' })
    await v.aller(i.acte(acte))
    await v.presser('Annuler cet acte')
    await v.page.waitForURL(u => /actes/.test(u.pathname) && !u.pathname.includes(acte))
    await actes.jouer(/[0-9a-f-]{36}/.exec(v.page.url())![0])
    await v.aller(i.acte(acte))
    await v.lu('Vous avez annulé cet acte.')
    expect((await ligneDe(g.w, id)).etiquettes).toEqual([])
    v.sansIncident()
    await v.fermer()
  })
})
