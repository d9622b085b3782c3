package io.mpmoperator.tools.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Linear least squares: coefficients that are not negative and make the relative errors small. */
final class LeastSquares {

    private static final double SINGULAR = 1e-9;

    private final int unknowns;
    private final List<double[]> rows = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();

    LeastSquares(int unknowns) {
        this.unknowns = unknowns;
    }

    /** An observation: the sum of each factor times its unknown is to be the value, which is above 0. */
    LeastSquares add(double value, double... factors) {
        return addPartOf(value, value, factors);
    }

    /** An observation of a part that may be small, or by its error below 0: its error is relative to the whole. */
    LeastSquares addPartOf(double whole, double value, double... factors) {
        rows.add(Arrays.stream(factors).map(factor -> factor / whole).toArray());
        values.add(value / whole);
        return this;
    }

    /**
     * The unknowns. One that would come out negative is 0, and the others are found without it.
     *
     * @throws IllegalStateException when the observations do not determine them
     */
    double[] solve() {
        boolean[] zero = new boolean[unknowns];
        while (true) {
            double[] solution = solve(zero);
            boolean settled = true;
            for (int i = 0; i < unknowns; i++) {
                if (solution[i] < 0) {
                    zero[i] = true;
                    settled = false;
                }
            }
            if (settled) {
                return solution;
            }
        }
    }

    /** Solves the normal equations by elimination with pivoting. */
    private double[] solve(boolean[] zero) {
        double[][] matrix = new double[unknowns][unknowns + 1];
        for (int r = 0; r < rows.size(); r++) {
            double[] row = rows.get(r);
            for (int i = 0; i < unknowns; i++) {
                for (int j = 0; j < unknowns; j++) {
                    matrix[i][j] += zero[i] || zero[j] ? 0 : row[i] * row[j];
                }
                matrix[i][unknowns] += zero[i] ? 0 : row[i] * values.get(r);
            }
        }
        for (int i = 0; i < unknowns; i++) {
            matrix[i][i] = zero[i] ? 1 : matrix[i][i];
        }
        double[] scale = new double[unknowns];
        for (int i = 0; i < unknowns; i++) {
            scale[i] = Math.sqrt(matrix[i][i]);
            if (scale[i] == 0) {
                throw new IllegalStateException("nothing was observed of unknown " + i);
            }
        }
        for (int i = 0; i < unknowns; i++) {
            for (int j = 0; j < unknowns; j++) {
                matrix[i][j] /= scale[i] * scale[j];
            }
            matrix[i][unknowns] /= scale[i];
        }
        for (int column = 0; column < unknowns; column++) {
            eliminate(matrix, column);
        }
        double[] solution = new double[unknowns];
        for (int i = 0; i < unknowns; i++) {
            solution[i] = matrix[i][unknowns] / matrix[i][i] / scale[i];
        }
        return solution;
    }

    private void eliminate(double[][] matrix, int column) {
        int pivot = column;
        for (int row = column + 1; row < unknowns; row++) {
            pivot = Math.abs(matrix[row][column]) > Math.abs(matrix[pivot][column]) ? row : pivot;
        }
        double[] swapped = matrix[pivot];
        matrix[pivot] = matrix[column];
        matrix[column] = swapped;
        if (Math.abs(swapped[column]) < SINGULAR) {
            throw new IllegalStateException("the observations do not tell the unknowns apart");
        }
        for (int row = 0; row < unknowns; row++) {
            if (row != column) {
                double factor = matrix[row][column] / swapped[column];
                for (int j = column; j <= unknowns; j++) {
                    matrix[row][j] -= factor * swapped[j];
                }
            }
        }
    }
}
