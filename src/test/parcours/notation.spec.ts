import { describe, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { ouvrirComite, redeposer } from '../comite.ts'
import { CODES } from '../grilles.ts'
import { cocher, modes, ouvrirSite } from '../site-ouvert.ts'

/** A member scores a dossier, which then changes: they take their scores back and say which they keep. */
const s = ouvrirSite(ouvrirComite)

describe.each(modes())('noter un dossier, %s', (_, script, largeur) => {
  test('j’enregistre sans finaliser, je finalise\u00a0; le dossier change, je reprends ma note, je garde ce qui tient', async () => {
    s.m.w.regler('2021-10-18T09:00:00')
    const [dossier] = (await s.m.dossiers(1)) as [string]
    const seance = await s.m.seance([dossier])
    await s.m.w.post(paths.comite.conflits(seance), { [`interet-${dossier}`]: 'aucun' }, s.m.regionale.cookie)
    const grille = async () =>
      (await s.m.w.owner.query('select finalisee_le is not null as finalisee from grille where dossier_id = $1', [dossier])).rows
    const v = await s.entrer(s.m.regionale, script, largeur)
    const { page, lu, refuse, presser, suivre } = v
    const noter = (code: string, note: number) => cocher(page.locator(`input[name=note-${code}][value="${note}"]`))

    await v.aller(paths.comite.seance(seance))
    await suivre(/^Noter/)
    await lu('0 critère noté sur 10')
    for (const code of CODES) await noter(code, 2)
    if (script) {
      await lu('10 critères notés sur 10')
      // the Enter key saves: only the button that says so ends the scoring
      await page.locator(`input[name=note-${CODES[0]}][value="2"]`).press('Enter')
    } else await presser('Enregistrer')
    await lu('Vos notes sont enregistrées.', '10 critères notés sur 10')
    expect(await grille()).toEqual([{ finalisee: false }])
    await v.verifierAxe()
    await presser('Finaliser ma note')
    await lu('Votre note est finalisée.', 'Les notes du comité')
    expect(await grille()).toEqual([{ finalisee: true }])

    await redeposer(s.m.w, dossier)
    await page.reload()
    await lu('Le dossier a changé depuis votre note')
    await v.verifierAxe()
    await presser('Reprendre ma note')
    await lu('Votre note est de nouveau ouverte. Relisez chaque critère.')
    expect(await grille()).toEqual([{ finalisee: false }])
    await v.verifierAxe()
    await presser('Finaliser ma note')
    await refuse('10 points à corriger')
    await noter(CODES[0]!, 3)
    for (const code of CODES.slice(1)) await cocher(page.locator(`#critere-${code} input[type=checkbox]`))
    await presser('Finaliser ma note')
    await lu('Votre note est finalisée.', /21 sur 30/)
    expect(await grille()).toEqual([{ finalisee: true }])
    v.sansIncident()
    await v.fermer()
  })
})
